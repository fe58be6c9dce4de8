import pg from 'pg';
import type { Role } from '../../../src/core/schema/people.ts';
import { startSink } from '../../../src/demo/mailbox/sink.ts';
import { type Admin, enrol } from '../../../src/demo/world/enrol.ts';
import { Reviewer } from '../../support/reviewer.ts';
import { type Random, random } from '../chaos/random.ts';
import { actAsAgent } from './agents.ts';
import { auditOf, digestsOfCalls, rowsOf, settled, visibleTo } from './evidence.ts';
import { type Fleet, startFleet } from './fleet.ts';
import type { History } from './history.ts';
import { startHook } from './hook.ts';
import { MAILBOXES, workflows } from './material.ts';
import { answered, pause } from './persist.ts';
import { lastOf, type Reader, startReader } from './reader.ts';
import { actAsBrake, actAsReviewer, type Told } from './reviewers.ts';

export type LoadOptions = {
  seed: number;
  seconds: number;
  gates: number;
  agents: number;
  reviewers: number;
  /** milliseconds between two acts of one agent or reviewer, on average */
  everyMs: number;
};

type Person = { role: Role; mailboxes: string[]; email: string };

/** Random work by agents and reviewers on several gates, while they are killed and cut off. */
export async function runLoad(options: LoadOptions): Promise<History> {
  const chance = random(options.seed);
  const surprises: string[] = [];
  const surprised = (what: string): void => void surprises.push(what);
  const sink = await startSink();
  const hook = await startHook();
  const fleet = await startFleet({ gates: options.gates, smtpUrl: sink.url, surprised });
  const sql = new pg.Pool({ connectionString: fleet.sightUrl, max: 2 });
  sql.on('error', () => undefined);
  try {
    const { keys, people, devices } = await staffed(fleet, options, hook.url);
    const told: Told = {
      decisions: [],
      devices: { redeemed: [], wrongly: [], reported: [] },
      pauses: [],
      suppressed: [],
    };
    const agents: History['agents'] = { proposed: [], withdrawn: [] };
    const readers = devices.map((device) => startReader(device, surprised));
    const until = Date.now() + options.seconds * 1000;
    const ended = (): boolean => Date.now() > until;
    const acting = (n: number) => {
      const [reviewer, reader, person] = [devices[n], readers[n], people[n]];
      if (!reviewer || !reader || !person) throw new Error('one device and one reader each');
      return { reviewer, person, reader, chance, told, surprised, ended, everyMs: options.everyMs };
    };
    const managers = people.flatMap(({ role }, n) => (role === 'rep' ? [] : [n]));
    await Promise.all([
      ...keys.map((key) =>
        actAsAgent({
          url: fleet.url,
          key,
          chance,
          told: agents,
          surprised,
          ended,
          everyMs: options.everyMs,
        }),
      ),
      ...devices.map((_, n) => actAsReviewer(acting(n))),
      ...['mail', 'records', 'prices'].map((workflowId, n) =>
        actAsBrake({ ...acting(managers[n % managers.length] ?? 0), workflowId }),
      ),
      faults(fleet, chance, ended),
    ]);
    await fleet.heal();
    await settled(sql);
    const read = await readAll({ sql, people, devices, readers, surprised });
    const [auditor] = managers.map((n) => devices[n]);
    if (!auditor) throw new Error('somebody has to be a manager');
    const audit = await answered('the export', () => auditOf(auditor), { surprised });
    if (!('log' in audit)) throw audit;
    const calls = hook.calls();
    return {
      ...told,
      ...audit,
      ...(await rowsOf(sql)),
      agents,
      readers: read,
      mails: sink.mails(),
      calls,
      callDigests: await digestsOfCalls(calls),
      kills: fleet.kills,
      surprises,
    };
  } finally {
    await sql.end();
    await fleet.close();
    await hook.close();
    await sink.close();
  }
}

/** Something happens every few seconds, one thing at a time. */
async function faults(fleet: Fleet, chance: Random, ended: () => boolean): Promise<void> {
  while (!ended()) {
    await pause(1000 + chance.below(2500));
    await fleet.strike(chance);
  }
}

async function staffed(fleet: Fleet, options: LoadOptions, executorUrl: string) {
  const admin = await enrol({
    dataDir: fleet.dataDir,
    databaseUrl: fleet.databaseUrl,
    workspace: 'Load',
    workflows: workflows(executorUrl),
  });
  try {
    const keys: string[] = [];
    for (let n = 0; n < options.agents; n += 1) keys.push(await admin.agentKey(`Writer ${n}`));
    const people = Array.from(
      { length: options.reviewers },
      (_, n): Person => ({
        // Three managers and an admin, who see all; the others share mailboxes.
        role: n === 0 ? 'admin' : n % 5 === 1 ? 'manager' : 'rep',
        mailboxes: [MAILBOXES[n % MAILBOXES.length] ?? ''],
        email: `person-${n}@seller.example`,
      }),
    );
    const devices = await Promise.all(people.map((person) => paired(fleet, admin, person)));
    return { keys, people, devices };
  } finally {
    await admin.close();
  }
}

async function paired(fleet: Fleet, admin: Admin, person: Person): Promise<Reviewer> {
  const code = await admin.pairingCode({ name: person.email, ...person });
  return Reviewer.pair(fleet.url, code);
}

async function readAll(at: {
  sql: pg.Pool;
  people: readonly Person[];
  devices: readonly Reviewer[];
  readers: readonly Reader[];
  surprised(what: string): void;
}): Promise<History['readers']> {
  const { sql, people, devices, readers, surprised } = at;
  const read: History['readers'] = [];
  for (const [n, reader] of readers.entries()) {
    const [person, device] = [people[n], devices[n]];
    if (!person || !device) throw new Error('one person and one device each');
    const followed = await reader.end();
    const all = await answered('starting over', () => device.syncAll(), { surprised });
    if (!('entries' in all)) throw all;
    const fresh = new Map<string, string>();
    for (const entry of all.entries) {
      if (entry.op === 'upsert') fresh.set(...lastOf(entry.item));
      else fresh.delete(entry.proposalId);
    }
    const visible = await visibleTo(sql, person);
    read.push({ name: `${person.role} ${n}`, pages: reader.pages, followed, fresh, visible });
  }
  return read;
}
