import type { Handlers } from '../messages/channel.ts';
import { type OpenAlert, Oversight, type oversightToWorker } from '../messages/oversight.ts';
import type { MessageSender } from '../platform/runtime.ts';
import type { Store } from '../store/db.ts';
import { getMeta, putMeta } from '../store/meta.ts';
import { forgetRefused } from '../store/reports.ts';
import { GateProblem, GateUnreachable, NotPaired } from './gate/problems.ts';
import type { Answer } from './gate/request.ts';
import { hold, takeBack, verdictsOf } from './held.ts';
import { namedIn } from './item-names.ts';
import type { Space } from './space.ts';

type Alert = Answer<'alerts'>['alerts'][number];

/** What managers see and steer in the popup; each answer is the gate's of this moment. */
export function oversightHandlers(
  of: (space: string | undefined) => Promise<Space>,
  now: () => number,
): Handlers<typeof oversightToWorker, MessageSender> {
  return {
    oversight: async ({ space }) => lastOrNow(await of(space), now),
    async 'workflow.set'({ space, id, state, reason }) {
      const { gate, loop } = await of(space);
      const call = { params: { id }, body: { reason } };
      const { underWay } =
        state === 'paused' ? await gate.call('pause', call) : await gate.call('resume', call);
      void loop.wake('person');
      return { underWay: underWay.length };
    },
    async 'alert.seen'({ space, id }) {
      const { gate, loop } = await of(space);
      await gate.call('seeAlert', { params: { id } });
      void loop.wake('person');
      return {};
    },
    async 'alert.close'({ space, id, verdict, title }) {
      const at = await of(space);
      await hold(at, { kind: 'verdict', alertId: id, verdict, title }, now());
      return { verdicts: await verdictsOf(at) };
    },
    async 'verdict.undo'({ space, id }) {
      const at = await of(space);
      const { undone } = await takeBack(at, { kind: 'verdict', alertId: id });
      return { undone, verdicts: await verdictsOf(at) };
    },
    async 'verdict.seen'({ space, id }) {
      const at = await of(space);
      await forgetRefused(at.db, { kind: 'verdict', alertId: id });
      return { verdicts: await verdictsOf(at) };
    },
    async 'ramp.watch'({ space, id }) {
      const { gate } = await of(space);
      await gate.call('watchRamp', { params: { id } });
      return {};
    },
  };
}

/** What the gate says now, kept; where it can't be reached, what it said last and since when. */
async function lastOrNow(space: Space, now: () => number): Promise<Oversight> {
  const { db } = space;
  // Before the gate is asked: what leaves meanwhile is shown as leaving, never as an alert to be closed.
  const verdicts = await verdictsOf(space);
  try {
    const said = { ...(await oversightOf(space)), verdicts, at: new Date(now()).toISOString() };
    await putMeta(db, 'oversight', { at: said.at, said });
    return said;
  } catch (error) {
    if (!(error instanceof GateUnreachable)) throw error;
    const kept = Oversight.safeParse((await getMeta(db, 'oversight'))?.said);
    if (!kept.success) throw error;
    return { ...kept.data, verdicts: await verdictsOf(space), away: error.message };
  }
}

async function oversightOf({ db, gate }: Space): Promise<Oversight> {
  const pairing = await getMeta(db, 'pairing');
  if (pairing === undefined) throw new NotPaired();
  const { role, email } = pairing.reviewer;
  const manager = role !== 'rep';
  const { ramps } = await gate.call('ramps', {});
  const shared = {
    manager,
    ramps: ramps
      .map((ramp) => ({ ...ramp, mine: ramp.watcher.toLowerCase() === email.toLowerCase() }))
      .filter(({ state, mine }) => state !== 'done' && (manager || mine)),
  };
  if (!manager) {
    const told = (await getMeta(db, 'alerts')) ?? [];
    const alerts = told.map((alert) => ({ ...alert, times: 1, seen: alert.seenAt !== undefined }));
    return { ...shared, alerts, worth: { actionable: 0, closed: 0 }, workflows: [] };
  }
  const [{ alerts, precision }, { workflows }, health] = await Promise.all([
    gate.call('alerts', { query: { state: 'open' } }),
    gate.call('workflows', {}),
    gate.call('oversight', {}).catch(unlessUnknown),
  ]);
  const closed = precision.acknowledged;
  return {
    ...shared,
    alerts: await Promise.all(alerts.map((alert) => shown(db, alert))),
    ...(health ? { health } : {}),
    worth: { closed, actionable: Math.round((precision.precision ?? 0) * closed) },
    workflows: workflows.map(({ id, name, state, pauseReason }) => ({
      ...{ id, name, state },
      ...(pauseReason === undefined ? {} : { reason: pauseReason }),
    })),
  };
}

/** A gate of before has no such endpoint; all else of it is as it was. */
function unlessUnknown(error: unknown): undefined {
  if (error instanceof GateProblem && error.code === 'not-found') return undefined;
  throw error;
}

/** Of what was under way when something stopped, so many are named one by one. */
const NAMED = 20;

async function shown(db: Store, alert: Alert): Promise<OpenAlert> {
  const { held, underWay, items, known } = alert.detail;
  const ids = Array.isArray(items) ? items.filter((id) => typeof id === 'string') : [];
  const since = member(known, 'since');
  const sent = member(since, 'sent');
  return {
    ...{ id: alert.id, urgency: alert.urgency, title: alert.title },
    ...{ times: alert.times, firstAt: alert.firstAt, seen: alert.seenAt !== undefined },
    ...(alert.workflowId === undefined ? {} : { workflowId: alert.workflowId }),
    ...(typeof held === 'number' ? { held } : {}),
    ...(Array.isArray(underWay) ? { underWay: underWay.length } : {}),
    ...(ids.length > 0 ? { left: await namedIn(db, ids.slice(0, NAMED)) } : {}),
    ...(typeof sent === 'number' ? { sent } : {}),
  };
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
