import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { withClient } from '../../support/pg-as.ts';
import {
  Device,
  decision,
  email,
  enrich,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  WORKFLOWS,
} from '../http/harness.ts';
import { digestsOf } from './compose.ts';

/** A workspace with people in every role, whose every text bears its name. */
export type Place = {
  name: string;
  gate: TestGate;
  team: Team;
  rep: Device;
  manager: Device;
  admin: Device;
  managerEmail: string;
  /** no other workspace has one of this id */
  workflowId: string;
  buyer: string;
};

/** A thing that was made, and what a request about it has to say. */
export type Made = { id: string; facts?: Record<string, string> };

const MAILBOX = 'rep@acme.example';

export async function furnish(gate: TestGate, name: string): Promise<Place> {
  const own = await team(gate.store, name);
  const mailboxes = [MAILBOX];
  const managerEmail = `manager@${name}.example`;
  const pair = (role: 'rep' | 'manager' | 'admin', mail = `${role}@${name}.example`) =>
    Device.paired(gate, own.workspaceId, { role, mailboxes, email: mail });
  const place: Place = {
    name,
    gate,
    team: own,
    rep: await pair('rep'),
    manager: await pair('manager', managerEmail),
    admin: await pair('admin'),
    managerEmail,
    workflowId: `${name}-mail`,
    buyer: `buyer@${name}.example`,
  };
  const workflow = workflowOf(place, place.workflowId);
  await gate.store.workflows.putWorkflow({ workspaceId: own.workspaceId, workflow });
  return place;
}

export function workflowOf({ name, managerEmail }: Place, id: string): WorkflowInput {
  const [mail] = WORKFLOWS;
  if (!mail) throw new Error('the material has a workflow');
  const kinds: WorkflowInput['kinds'] = ['email.draft', 'contact.enrich'];
  return { ...mail, id, name: `${name} workflow`, owner: managerEmail, kinds };
}

/** Ten items that nobody could pass by always saying the same. */
export const calibration = () => ({
  tier: 'low',
  items: Array.from({ length: 10 }, (_, index) => ({
    id: `i${index}`,
    content: enrich(),
    claims: [],
    flags: [],
    answer: index % 2 === 0 ? { action: 'approve' } : { action: 'reject' },
  })),
});

export const mailTo = ({ name, buyer }: Place, delivery: 'gate' | 'compose' = 'gate') =>
  email({ delivery, to: [{ email: buyer }], subject: `About ${name}` });

async function approved(place: Place, delivery: 'gate' | 'compose' = 'gate') {
  const { gate, team: own, rep, workflowId } = place;
  const content = mailTo(place, delivery);
  const submitted = await submit(gate, own, proposal({ workflowId, content }));
  const digests = delivery === 'compose' ? await digestsOf(content) : {};
  const made = await decision(own, submitted, digests);
  const [answer] = await rep.decide([await signed(rep, made)]);
  if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer));
  return { submitted, digests: { contentDigest: submitted.contentDigest, ...digests } };
}

async function dispatched(place: Place) {
  const { gate, team: own } = place;
  const { submitted, digests } = await approved(place);
  const { workspaceId } = own;
  const asked = { workspaceId, proposalId: submitted.id, limit: 1 };
  const [dispatch] = await gate.store.dispatches.list(asked);
  if (!dispatch) throw new Error('no dispatch');
  return { ...dispatch, ...digests };
}

async function executed(place: Place) {
  const { id: dispatchId, ...made } = await dispatched(place);
  const { clearanceId, executor, contentDigest } = made;
  const { clearances, dispatches } = place.gate.store;
  const { workspaceId } = place.team;
  const claimedBy = randomUUID();
  await clearances.redeem({ workspaceId, clearanceId, executor, contentDigest, claimedBy });
  await dispatches.handingOver({ workspaceId, dispatchId, claimedBy });
  await dispatches.finish({ workspaceId, dispatchId, result: { outcome: 'executed' } });
  return made;
}

/** Something new of a workflow that starts slowly, watched by the rep. */
async function ramp(at: Place): Promise<Made> {
  const workflowId = `${at.name}-${randomUUID().slice(0, 8)}`;
  const { workspaceId } = at.team;
  const workflow = workflowOf(at, workflowId);
  const slow = { watcher: `rep@${at.name}.example`, windows: [1, 5], settleMinutes: 60 };
  const policy = { ...workflow.policy, ramp: slow };
  const { store } = at.gate;
  await store.workflows.putWorkflow({ workspaceId, workflow: { ...workflow, policy } });
  const { clearanceId, executor, contentDigest } = await dispatched({ ...at, workflowId });
  const claim = { workspaceId, clearanceId, executor, contentDigest, claimedBy: randomUUID() };
  await store.clearances.redeem(claim).then(
    () => Promise.reject(new Error('what is new went by itself')),
    () => undefined,
  );
  const made = (await store.brakes.ramps(workspaceId)).find((one) => one.workflowId === workflowId);
  if (!made) throw new Error('no ramp');
  return { id: made.id };
}

async function clearedCompose(place: Place) {
  const { submitted, digests } = await approved(place, 'compose');
  const identity = await place.gate.store.people.deviceById(place.rep.deviceId);
  if (!identity) throw new Error('no device');
  const item = await place.gate.store.feed.item({ identity, proposalId: submitted.id });
  if (!item?.clearance) throw new Error('no clearance');
  return { id: item.clearance.id, digests };
}

async function sent(
  place: Place,
  device: Device,
  [method, path, body]: [string, string, unknown?],
) {
  const answer = await device.send(method, path, body === undefined ? {} : { body });
  if (!answer.ok) throw new Error(`${place.name}: ${method} ${path}: ${await answer.text()}`);
  // biome-ignore lint/suspicious/noExplicitAny: fields of many answers, read by name just below
  return (await answer.json()) as any;
}

/** How to make a new thing of each kind that a path can name. */
export const MAKE = {
  proposal: async (at: Place): Promise<Made> => {
    const input = proposal({ workflowId: at.workflowId, content: mailTo(at) });
    return { id: (await submit(at.gate, at.team, input)).id };
  },
  compose: async (at: Place): Promise<Made> => {
    const input = proposal({ workflowId: at.workflowId, content: mailTo(at, 'compose') });
    const { id, contentDigest } = await submit(at.gate, at.team, input);
    return { id, facts: { contentDigest } };
  },
  workflow: async (at: Place): Promise<Made> => {
    const id = `${at.name}-${randomUUID().slice(0, 8)}`;
    const { workspaceId } = at.team;
    await at.gate.store.workflows.putWorkflow({ workspaceId, workflow: workflowOf(at, id) });
    await sent(at, at.manager, ['PUT', `/v1/workflows/${id}/calibration`, calibration()]);
    await submit(at.gate, at.team, proposal({ workflowId: id, content: mailTo(at) }));
    return { id };
  },
  corrected: async (at: Place): Promise<Made> => {
    const input = proposal({ workflowId: at.workflowId, content: mailTo(at) });
    const submitted = await submit(at.gate, at.team, input);
    const reject = { action: 'reject', reason: { code: 'tone' } } as const;
    const made = await decision(at.team, submitted, reject);
    const [answer] = await at.rep.decide([await signed(at.rep, made)]);
    if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer));
    return { id: submitted.id };
  },
  clearance: async (at: Place): Promise<Made> => ({ id: (await dispatched(at)).clearanceId }),
  openCompose: async (at: Place): Promise<Made> => {
    const { id, digests } = await clearedCompose(at);
    return { id, facts: digests };
  },
  underWay: async (at: Place): Promise<Made> => {
    const { id, digests } = await clearedCompose(at);
    const redeemed = await sent(at, at.rep, ['POST', `/v1/clearances/${id}/redeem`, digests]);
    return { id: String(redeemed.dispatchId) };
  },
  executed: async (at: Place): Promise<Made> => ({ id: (await executed(at)).proposalId }),
  spotCheck: async (at: Place): Promise<Made> => {
    await executed(at);
    const from = new Date(Date.now() - 86_400_000).toISOString();
    return { id: (await sent(at, at.manager, ['POST', '/v1/spot-checks', { n: 5, from }])).id };
  },
  dispatch: async (at: Place): Promise<Made> => ({ id: (await dispatched(at)).id }),
  unknownOutcome: async (at: Place): Promise<Made> => {
    const { id: dispatchId, clearanceId, executor, contentDigest } = await dispatched(at);
    const { clearances, dispatches } = at.gate.store;
    const { workspaceId } = at.team;
    const claimedBy = randomUUID();
    await clearances.redeem({ workspaceId, clearanceId, executor, contentDigest, claimedBy });
    await dispatches.handingOver({ workspaceId, dispatchId, claimedBy });
    const result = { outcome: 'unknown', detail: `cut at ${at.name}` } as const;
    await dispatches.finish({ workspaceId, dispatchId, result });
    return { id: dispatchId };
  },
  trippedBrake: async (at: Place): Promise<Made> => {
    const { id: workflowId } = await MAKE.workflow(at);
    const { store } = at.gate;
    const { workspaceId } = at.team;
    const {
      id: dispatchId,
      clearanceId,
      executor,
      contentDigest,
    } = await dispatched({
      ...at,
      workflowId,
    });
    const claimedBy = randomUUID();
    const redeemed = { workspaceId, clearanceId, executor, contentDigest, claimedBy };
    await store.clearances.redeem(redeemed);
    await store.dispatches.handingOver({ workspaceId, dispatchId, claimedBy });
    await store.dispatches.finish({ workspaceId, dispatchId, result: { outcome: 'executed' } });
    await store.brakes.tend();
    const all = await store.brakes.list({ workspaceId });
    const id = all.find(({ watches, name }) => watches === 'workflow' && name === workflowId)?.id;
    if (id === undefined) throw new Error('no brake was born');
    const trip = JSON.stringify({ trip: { at: Date.now(), level: 999, send: 1 } });
    await withClient({ url: at.gate.databaseUrl, workspaceId }, (client) =>
      client.query('update brakes set state = state || $2 where id = $1', [id, trip]),
    );
    return { id };
  },
  alert: async (at: Place): Promise<Made> => {
    const { workspaceId } = at.team;
    const facts = { cause: randomUUID(), kind: 'tried', title: `Alert of ${at.name}`, detail: {} };
    const alert = { ...facts, urgency: 'tell' as const, workflowId: at.workflowId };
    return { id: (await at.gate.store.alerts.raise({ workspaceId, alert, by: 'test' })).id };
  },
  ramp: (at: Place): Promise<Made> => ramp(at),
  fullRamp: async (at: Place): Promise<Made> => {
    const made = await ramp(at);
    const { workspaceId } = at.team;
    await withClient({ url: at.gate.databaseUrl, workspaceId }, (client) =>
      client.query('update ramps set confirmed_at = now(), taken = size where id = $1', [made.id]),
    );
    return made;
  },
  agent: async (at: Place): Promise<Made> => {
    const name = `Writer of ${at.name}`;
    return { id: (await sent(at, at.admin, ['POST', '/v1/agents', { name }])).agentId };
  },
  agentKey: async (at: Place): Promise<Made> => {
    const name = `Writer of ${at.name}`;
    return { id: (await sent(at, at.admin, ['POST', '/v1/agents', { name }])).keyId };
  },
  device: async (at: Place): Promise<Made> => ({
    id: (await Device.paired(at.gate, at.team.workspaceId, { role: 'rep' })).deviceId,
  }),
  suppression: async (at: Place): Promise<Made> => {
    const value = `no-${randomUUID().slice(0, 8)}@${at.name}.example`;
    const body = { scope: 'address', value, reason: 'manual' };
    return { id: (await sent(at, at.rep, ['POST', '/v1/suppressions', body])).suppression.id };
  },
  erasure: async (at: Place): Promise<Made> => {
    const address = `gone-${randomUUID().slice(0, 8)}@${at.name}.example`;
    return { id: (await sent(at, at.admin, ['POST', '/v1/erasures', { address }])).id };
  },
} satisfies Record<string, (at: Place) => Promise<Made>>;

/** Every row of a workspace in every table that has one, as text, as the gate's role may see it. */
export async function rowsOf({ gate, team: { workspaceId } }: Place): Promise<string> {
  return withClient({ url: gate.databaseUrl, workspaceId }, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attname = 'workspace_id' and c.relnamespace = current_schema()::regnamespace
         and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select') order by 1`,
    );
    // One question for all of them, asked some hundred times. When a key was last used is no change
    // of anything that a stranger could want.
    const each = tables.rows.map(
      ({ name }) => `select ${pg.escapeLiteral(name)} || ' ' || (to_jsonb(t) - 'last_used_at')::text
        from ${pg.escapeIdentifier(name)} t where workspace_id = $1`,
    );
    const { rows } = await client.query<{ all: string }>(
      `select string_agg(line, chr(10) order by line) as all
       from (${each.join(' union all ')}) as rows (line)`,
      [workspaceId],
    );
    return rows[0]?.all ?? '';
  });
}
