import { normalAddress, normalRecordKey } from '../../core/conduct/names.ts';
import type { Contact, ContactInput } from '../../core/conduct/policy.ts';
import { EmailAddress } from '../../core/schema/scalars.ts';
import { type ConductStore, Refusal } from '../dispatch/ports.ts';
import { conductPolicy, knownZone, putConductPolicy } from './conduct-policy.ts';
import type { Db, Query } from './db.ts';
import { iso, present } from './rows.ts';
import { suppressionStore } from './suppressions.ts';

/** Suppressions, the conduct policy, and what is known of people. */
export function conductStore(db: Db): ConductStore {
  return {
    ...suppressionStore(db),
    policy: ({ workspaceId }) =>
      db.tx({ workspaceId, actor: 'gate:conduct' }, (q) => conductPolicy(q, workspaceId)),
    putPolicy: (input) => putConductPolicy(db, input),
    putContact: ({ workspaceId, contact, by }) =>
      db.tx({ workspaceId, actor: by }, (q) => putContact(q, { workspaceId, contact, by })),
    contact: ({ workspaceId, person }) =>
      db.tx({ workspaceId, actor: 'gate:contact' }, (q) =>
        contactOf(q, { workspaceId, person: normalPerson(person, '/person').value }),
      ),
  };
}

/** @throws Refusal invalid-request for what is neither an address nor a record */
function normalPerson(person: string, path: string): { address: boolean; value: string } {
  if (EmailAddress.safeParse(person).success)
    return { address: true, value: normalAddress(person) };
  const value = normalRecordKey(person);
  if (value !== null) return { address: false, value };
  throw invalid(path, 'neither a mail address nor a record, such as hubspot:contact:42');
}

const invalid = (path: string, message: string): Refusal =>
  new Refusal('invalid-request', 'The request is not valid.', [{ path, message }]);

async function putContact(
  q: Query,
  { workspaceId, contact, by }: { workspaceId: string; contact: ContactInput; by: string },
): Promise<Contact | null> {
  const person = normalPerson(contact.person, '/person');
  const account = contact.account === undefined ? null : normalRecordKey(contact.account);
  if (contact.account !== undefined && account === null)
    throw invalid('/account', 'not a record, such as hubspot:company:7');
  if (contact.timeZone !== undefined) await knownZone(q, contact.timeZone, '/timeZone');
  if (contact.alsoKnownAs !== undefined) {
    const other = normalPerson(contact.alsoKnownAs, '/alsoKnownAs');
    if (other.address === person.address)
      throw invalid('/alsoKnownAs', 'a record for an address, or an address for a record');
    const [record, address] = person.address
      ? [other.value, person.value]
      : [person.value, other.value];
    await q(
      `insert into contact_links (workspace_id, record, address) values ($1, $2, $3)
       on conflict do nothing`,
      [workspaceId, record, address],
    );
  }
  await q(
    `insert into contacts (workspace_id, person, account, basis, jurisdiction, time_zone, source,
       recorded_at, expires_at, by_whom)
     values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, now()), $9, $10)
     on conflict (workspace_id, person) do update set account = excluded.account,
       basis = excluded.basis, jurisdiction = excluded.jurisdiction, time_zone = excluded.time_zone,
       source = excluded.source, recorded_at = excluded.recorded_at,
       expires_at = excluded.expires_at, by_whom = excluded.by_whom`,
    [
      workspaceId,
      person.value,
      account,
      contact.basis ?? null,
      contact.jurisdiction ?? null,
      contact.timeZone ?? null,
      contact.source ?? null,
      contact.recordedAt ?? null,
      contact.expiresAt ?? null,
      by,
    ],
  );
  return contactOf(q, { workspaceId, person: person.value });
}

async function contactOf(
  q: Query,
  { workspaceId, person }: { workspaceId: string; person: string },
): Promise<Contact | null> {
  type Row = {
    account: string | null;
    basis: Contact['basis'] | null;
    jurisdiction: string | null;
    time_zone: string | null;
    source: string | null;
    recorded_at: Date;
    expires_at: Date | null;
    by_whom: string;
    known_as: string[];
  };
  const [row] = await q<Row>(
    `select c.account, c.basis, c.jurisdiction, c.time_zone, c.source, c.recorded_at, c.expires_at,
       c.by_whom, array(select case when l.address = $2 then l.record else l.address end
         from contact_links l where l.workspace_id = $1 and $2 in (l.address, l.record) order by 1)
         as known_as
     from contacts c where c.workspace_id = $1 and c.person = $2`,
    [workspaceId, person],
  );
  if (!row) return null;
  return {
    person,
    knownAs: row.known_as,
    recordedAt: iso(row.recorded_at),
    by: row.by_whom,
    ...present({
      account: row.account,
      basis: row.basis,
      jurisdiction: row.jurisdiction,
      timeZone: row.time_zone,
      source: row.source,
      expiresAt: row.expires_at && iso(row.expires_at),
    }),
  };
}
