import type { Incident } from '../../core/conduct/incident.ts';
import { normalAddress } from '../../core/conduct/names.ts';
import { textForm } from '../../core/conduct/sent.ts';
import type { Content } from '../../core/schema/content.ts';
import { plainOf } from '../../core/text/plain.ts';
import type { ReconcileStore } from '../dispatch/ports.ts';
import { raiseAlert } from './alerts.ts';
import type { Db } from './db.ts';
import { iso, present } from './rows.ts';

type IncidentRow = {
  id: string;
  kind: Incident['kind'];
  proposal_id: string | null;
  mailbox: string;
  happened_at: Date;
  found_at: Date;
  detail: { messageId?: string; recipients: string[]; subject?: string; detail: string };
};
const INCIDENT = 'id, kind, proposal_id, mailbox, happened_at, found_at, detail';
const incidentOf = (row: IncidentRow): Incident => ({
  id: row.id,
  kind: row.kind,
  mailbox: row.mailbox,
  happenedAt: iso(row.happened_at),
  foundAt: iso(row.found_at),
  ...row.detail,
  ...present({ proposalId: row.proposal_id }),
});

const actor = 'gate:reconcile';

/** What sent mail is compared with, and what was found. */
export function reconcileStore(db: Db): ReconcileStore {
  return {
    checkedTo: ({ workspaceId, mailbox }) =>
      db.tx({ workspaceId, actor }, async (q) => {
        const [row] = await q<{ checked_to: Date }>(
          'select checked_to from sent_checks where workspace_id = $1 and mailbox = $2',
          [workspaceId, mailbox],
        );
        return row ? iso(row.checked_to) : null;
      }),
    cleared: ({ workspaceId, from, to, messageIds }) =>
      db.tx({ workspaceId, actor }, async (q) => {
        const rows = await q<{
          id: string;
          proposal_id: string;
          redeemed_at: Date;
          executor: string;
          external_ref: string | null;
          state: string;
          content: Content;
        }>(
          `select c.id, c.proposal_id, c.redeemed_at, c.executor, d.external_ref, d.state,
             conduct_of(c.workspace_id, c.proposal_id, c.revision, c.decision_id) as content
           from clearances c
           join dispatches d on d.workspace_id = c.workspace_id and d.clearance_id = c.id
           join proposals p on p.workspace_id = c.workspace_id and p.id = c.proposal_id
           where c.workspace_id = $1 and c.state = 'redeemed' and p.kind = 'email.draft'
             and (c.redeemed_at between $2::timestamptz and $3::timestamptz
               or d.external_ref = any ($4::text[]))
             and not exists (select from sent_matches m
               where m.workspace_id = $1 and m.clearance_id = c.id)`,
          [workspaceId, from, to, messageIds],
        );
        return rows.flatMap((row) => {
          const { content } = row;
          if (content.kind !== 'email.draft') return [];
          const all = [...content.to, ...content.cc, ...content.bcc];
          return {
            clearanceId: row.id,
            proposalId: row.proposal_id,
            at: iso(row.redeemed_at),
            recipients: [...new Set(all.map(({ email }) => normalAddress(email)))],
            subject: content.subject,
            text: textForm(plainOf(content.body + (content.tail ?? '')).text),
            ended: row.state === 'failed' || row.state === 'refused',
            // The gate's own Message-ID comes from the clearance, also while its result is unknown.
            ...(row.executor.startsWith('gate:')
              ? { messageId: row.external_ref ?? `<${row.id}@${domainOf(content.from.email)}>` }
              : {}),
          };
        });
      }),
    known: ({ workspaceId, addresses }) =>
      db.tx({ workspaceId, actor }, async (q) => {
        const rows = await q<{ address: string }>(
          `select a as address from unnest($2::text[]) a
           where (exists (select from recipients r where r.workspace_id = $1 and r.person = a)
               or exists (select from contacts c where c.workspace_id = $1 and c.person = a)
               or exists (select from contact_links l where l.workspace_id = $1 and l.address = a)
               or exists (select from suppressions s where s.workspace_id = $1
                 and s.scope = 'address' and s.value = a))
             and not exists (select from reviewers r where r.workspace_id = $1
               and (lower(r.email) = a or a = any (r.mailboxes)))
             and not coalesce(conduct_policy($1) -> 'ownDomains', '[]') ? substring(a from '[^@]*$')`,
          [workspaceId, addresses],
        );
        return rows.map(({ address }) => address);
      }),
    seen: ({ workspaceId, keys }) =>
      db.tx({ workspaceId, actor }, async (q) => {
        const rows = await q<{ key: string }>(
          `select message_id as key from sent_matches
             where workspace_id = $1 and message_id = any ($2)
           union select key from incidents where workspace_id = $1 and key = any ($2)`,
          [workspaceId, keys],
        );
        return rows.map(({ key }) => key);
      }),
    record: ({ workspaceId, mailbox, checkedTo, matches, incidents }) =>
      db.tx({ workspaceId, actor }, async (q) => {
        await q(
          `insert into sent_matches (workspace_id, clearance_id, message_id)
           select $1, m.c, m.i from unnest($2::uuid[], $3::text[]) as m (c, i) order by m.c
           on conflict do nothing`,
          [
            workspaceId,
            matches.map(({ clearanceId }) => clearanceId),
            matches.map(({ messageId }) => messageId),
          ],
        );
        const found = await q<IncidentRow>(
          `insert into incidents (workspace_id, id, kind, key, mailbox, proposal_id, happened_at, detail)
           select $1, gen_random_uuid(), i.kind, i.key, i.mailbox, i."proposalId", i."happenedAt",
             i.detail
           from jsonb_to_recordset($2) as i (kind text, key text, mailbox text, "proposalId" uuid,
             "happenedAt" timestamptz, detail jsonb)
           on conflict (workspace_id, kind, key) do nothing returning ${INCIDENT}`,
          [workspaceId, JSON.stringify(incidents)],
        );
        await q(
          `insert into signals (workspace_id, id, type, proposal_id, at, source)
           select workspace_id, kind || ':' || id, 'sent-uncleared', proposal_id, happened_at, $3
           from incidents where workspace_id = $1 and id = any ($2) on conflict do nothing`,
          [workspaceId, found.map(({ id }) => id), actor],
        );
        if (found.length > 0)
          await raiseAlert(q, {
            workspaceId,
            alert: {
              cause: 'sent-uncleared',
              kind: 'sent-uncleared',
              urgency: 'page',
              title: `Mail left around the gate: ${found.length} that no clearance let out.`,
              detail: { incidents: found.map(({ id }) => id) },
            },
          });
        await q(
          `insert into sent_checks as c (workspace_id, mailbox, checked_to) values ($1, $2, $3)
           on conflict (workspace_id, mailbox) do update
             set checked_to = greatest(c.checked_to, excluded.checked_to)`,
          [workspaceId, mailbox, checkedTo],
        );
        return found.map(incidentOf);
      }),
    incidents: ({ workspaceId, kind, before, limit }) =>
      db.tx({ workspaceId, actor }, async (q) => {
        const rows = await q<IncidentRow>(
          `select ${INCIDENT} from incidents
           where workspace_id = $1 and ($2::text is null or kind = $2)
             and ($3::timestamptz is null or found_at < $3)
           order by found_at desc, id limit $4`,
          [workspaceId, kind ?? null, before ?? null, limit],
        );
        return rows.map(incidentOf);
      }),
  };
}

/** As the SMTP executor makes it, for ASCII domains; others say their id by the dispatch. */
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
