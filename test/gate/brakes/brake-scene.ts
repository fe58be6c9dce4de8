import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import type { Signal } from '../../../src/core/schema/signal.ts';
import { DEFAULT_POLICY, type Policy } from '../../../src/core/schema/workflow.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import {
  clearanceOf,
  decide,
  decisionOn,
  enrol,
  mail,
  revisionOf,
  type Scene,
  scene,
} from '../store/scene.ts';

export type BrakeScene = Scene & { policyVersion: number };

/** A workspace whose workflow sends mail. */
export async function brakeScene(store: Store): Promise<BrakeScene> {
  return { ...(await scene(store)), policyVersion: 1 };
}

export async function setPolicy(at: BrakeScene, change: Partial<Policy>, workflowId = 'outbound') {
  at.policyVersion += 1;
  await at.store.workflows.putWorkflow({
    workspaceId: at.workspaceId,
    workflow: {
      id: workflowId,
      name: 'Outbound mail',
      pattern: 'pre-approval',
      owner: 'boss@seller.example',
      kinds: ['email.draft', 'contact.enrich'],
      policy: { ...DEFAULT_POLICY, version: at.policyVersion, ...change },
    },
  });
}

export const manager = (at: Scene) =>
  enrol(at.store, { workspaceId: at.workspaceId, role: 'manager', mailboxes: [] });

type Sending = {
  template?: string;
  modelVersion?: string;
  to?: string;
  from?: string;
  workflowId?: string;
};

/** Submitted and approved, with a dispatch that is queued. */
export async function cleared(at: Scene, change: Sending = {}) {
  const { template, modelVersion = '1', workflowId = at.workflowId } = change;
  const to = change.to ?? `${randomUUID()}@buyer.example`;
  const content = mail({
    to: [{ email: to }],
    subject: randomUUID(),
    ...(change.from === undefined ? {} : { from: { email: change.from, name: 'Ana' } }),
  });
  const made = await revisionOf({ ...at, workflowId }, { content });
  const revision = {
    ...made,
    input: {
      ...made.input,
      agent: { model: 'm', modelVersion },
      ...(template === undefined ? {} : { template }),
    },
  };
  const { proposalId } = await at.store.proposals.submit(revision);
  const decision = await decisionOn(at, { proposalId, on: content });
  const clearance = await clearanceOf(
    { ...at, workflowId },
    { proposalId, content, decision: decision.id },
  );
  await decide(at, { decision, clearance });
  return { proposalId, clearance, to, dispatchId: clearance.dispatchId ?? '' };
}
type Cleared = Awaited<ReturnType<typeof cleared>>;

export const redeem = (at: Scene, { clearance }: Cleared, store = at.store) =>
  store.clearances.redeem({
    workspaceId: at.workspaceId,
    clearanceId: clearance.id,
    executor: 'gate:smtp',
    contentDigest: clearance.claims.contentDigest,
    claimedBy: 'test',
  });

export async function finish(at: Scene, { dispatchId }: Cleared, store = at.store) {
  const ref = { workspaceId: at.workspaceId, dispatchId };
  await store.dispatches.handingOver({ ...ref, claimedBy: 'test' });
  await store.dispatches.finish({ ...ref, result: { outcome: 'executed', externalRef: 'x' } });
}

/** Sends `count` mails, all the way. */
export async function send(at: Scene, count: number, change: Sending = {}): Promise<Cleared[]> {
  const sent: Cleared[] = [];
  for (let n = 0; n < count; n += 1) {
    const made = await cleared(at, change);
    await redeem(at, made);
    await finish(at, made);
    sent.push(made);
  }
  return sent;
}

export const signal = (change: Partial<Signal> & Pick<Signal, 'type'>): Signal => ({
  id: randomUUID(),
  at: new Date().toISOString(),
  ...change,
});
export const add = (at: Scene, ...signals: Signal[]) =>
  at.store.signals.add({ workspaceId: at.workspaceId, signals, source: 'agent:test' });

export const brakesOf = (at: Scene) => at.store.brakes.list({ workspaceId: at.workspaceId });

export const lineOf = (change: Partial<BrakeLine> = {}): BrakeLine => ({
  signal: 'complaint',
  side: 'ceiling',
  line: 0.01,
  action: 'stop',
  window: { hours: 168 },
  counted: 'by-send',
  ...change,
});

const SENDS = "line ->> 'counted' = 'by-send'";
/**
 * As if everything that brakes of single sends know had happened so many hours ago; whole hours keep
 * windows whole. Counts by day stay: their days are those of the calendar.
 */
export async function age(sql: pg.Pool, at: Scene, hours: number): Promise<void> {
  const ms = hours * 3_600_000;
  for (const text of [
    'alter table brake_sends disable trigger all',
    'alter table brake_events disable trigger all',
    'alter table brakes disable trigger all',
  ])
    await sql.query(text);
  const values = [at.workspaceId, ms];
  const back = (column: string): string =>
    `${column} = ${column} - make_interval(secs => $2::float8 / 1000)`;
  await sql.query(`update brake_sends set ${back('at')} where workspace_id = $1`, values);
  await sql.query(
    `update brake_scopes set ${back('first_at')}, ${back('last_at')} where workspace_id = $1`,
    values,
  );
  await sql.query(
    `update brake_events set ${back('at')},
       event = event || jsonb_build_object('at', (event ->> 'at')::bigint - $2::bigint)
     where workspace_id = $1 and brake_id in (select id from brakes where ${SENDS})`,
    values,
  );
  await sql.query(
    `update brakes set ${back('born_at')}, ${back('looked_at')}, state = state
       || jsonb_build_object(
         'trip', case when state ->> 'trip' is null then 'null'::jsonb else state -> 'trip'
           || jsonb_build_object('at', (state #>> '{trip,at}')::bigint - $2::bigint) end,
         'restart', case when state ->> 'restart' is null then 'null'::jsonb else state -> 'restart'
           || jsonb_build_object('at', (state #>> '{restart,at}')::bigint - $2::bigint) end,
         'clock', (state ->> 'clock')::bigint - $2::bigint,
         'windows', coalesce((select jsonb_agg(w || jsonb_build_object('until',
            (w ->> 'until')::bigint - $2::bigint) order by (w ->> 'until')::bigint)
           from jsonb_array_elements(state -> 'windows') w), '[]'))
     where workspace_id = $1 and ${SENDS}`,
    values,
  );
  for (const table of ['brake_sends', 'brake_events', 'brakes'])
    await sql.query(`alter table ${table} enable trigger all`);
}
