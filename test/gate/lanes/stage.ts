import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { Autonomy } from '../../../src/core/schema/autonomy.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import {
  DEFAULT_POLICY,
  type Policy,
  type WorkflowInput,
} from '../../../src/core/schema/workflow.ts';
import type { SyncEntry } from '../../../src/protocol/sync.ts';
import {
  Device,
  decision,
  email,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
} from '../http/harness.ts';

/** A bound that a test can reach: α and δ of 0.2, ten labels, twenty before the first look. */
export const AUTONOMY: Autonomy = {
  lanes: [
    {
      ...{ tier: 'auto', alpha: 0.2, delta: 0.2, grid: [0.9, 0.5, 0] },
      ...{ firstLabels: 10, chooseAt: 20, noticedOnly: true },
    },
  ],
  audit: [{ from: 0, known: 1, novel: 1 }],
  novelUnder: 0,
  secondLooks: 0,
  overdueDays: 3,
  runLength: 1000,
  exceptions: [],
};

export type Stage = {
  gate: TestGate;
  team: Team;
  rep: Device;
  manager: Device;
  workflowId: string;
};

const KINDS: WorkflowInput['kinds'] = ['email.draft', 'contact.enrich', 'price.quote'];

export async function stage(
  gate: TestGate,
  change: Partial<Autonomy> = {},
  { policy = {}, kinds = KINDS }: { policy?: Partial<Policy>; kinds?: WorkflowInput['kinds'] } = {},
): Promise<Stage> {
  const made = await team(gate.store);
  const workflowId = 'earning';
  await gate.store.workflows.putWorkflow({
    workspaceId: made.workspaceId,
    workflow: {
      ...{ id: workflowId, name: 'Earning', owner: 'boss@acme.example' },
      ...{ pattern: 'exception-handling', kinds },
      policy: { ...DEFAULT_POLICY, ...policy, autonomy: { ...AUTONOMY, ...change } },
      executorUrl: 'https://executor.example/hook',
    },
  });
  const rep = await Device.paired(gate, made.workspaceId);
  const manager = await Device.paired(gate, made.workspaceId, { role: 'manager' });
  return { gate, team: made, rep, manager, workflowId };
}

export const propose = (
  { gate, team: at, workflowId }: Stage,
  change: Parameters<typeof proposal>[0] = {},
) => {
  const to = `p-${randomUUID().slice(0, 8)}@buyer-${randomUUID().slice(0, 8)}.example`;
  const content = email({ to: [{ email: to, name: 'Ana' }] });
  return submit(gate, at, proposal({ workflowId, content, ...change }));
};

/** Decides as the extension would; the gate's answer. */
export async function decideOn(
  { team: at }: Stage,
  device: Device,
  item: { id: string; revision: number; contentDigest: string },
  change: Partial<Decision> = {},
) {
  const [answer] = await device.decide([await signed(device, await decision(at, item, change))]);
  return answer;
}

const DAY = 86_400_000;
/** The day is over: settles it and gives the lanes their verdicts. */
export const nextDay = ({ gate }: Stage, days = 1) =>
  gate.store.lanes.daily({ now: Date.now() + days * DAY });

/** Proposes and decides so many; the first `bad` of them are rejected. */
export async function decideMany(at: Stage, count: number, bad = 0): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const made = await propose(at);
    const change: Partial<Decision> =
      index < bad ? { action: 'reject', reason: { code: 'wrong_fact' } } : {};
    const answer = await decideOn(at, at.rep, made, change);
    if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer));
  }
}

/** What the dispatcher does with what a lane let through. */
export async function execute({ gate, team: { workspaceId } }: Stage, proposalId: string) {
  const { store } = gate;
  const [dispatch] = await store.dispatches.list({ workspaceId, proposalId, limit: 5 });
  if (!dispatch) throw new Error('nothing is queued');
  const at = { workspaceId, dispatchId: dispatch.id, claimedBy: 'test' };
  const work = await store.dispatches.work(at);
  if (!work) throw new Error('no work');
  await store.clearances.redeem({
    ...{ workspaceId, clearanceId: dispatch.clearanceId, executor: 'gate:smtp' },
    ...{ contentDigest: work.contentDigest, claimedBy: 'test' },
  });
  await store.dispatches.handingOver(at);
  await store.dispatches.finish({ ...at, result: { outcome: 'executed' } });
}

/** Everything in a device's feed, by id: what is there, and what was taken out. */
export async function feedOf(device: Device) {
  const items = new Map<string, ReviewItem>();
  const removed = new Set<string>();
  let cursor = '';
  for (let more = true; more; ) {
    const answer = await device.send('GET', `/v1/sync?limit=200${cursor}`);
    const page = (await answer.json()) as { entries: SyncEntry[]; cursor: string; more: boolean };
    for (const entry of page.entries) {
      if (entry.op === 'upsert') items.set(entry.item.proposalId, entry.item);
      else {
        items.delete(entry.proposalId);
        removed.add(entry.proposalId);
      }
    }
    cursor = `&cursor=${page.cursor}`;
    more = page.more;
  }
  return { items, removed };
}

/** Draws by a test's own hand. */
export const openLooks = ({ gate }: Stage, draw = 0) =>
  gate.store.looks.open({ draw: async () => draw, newId: () => v7() });
