import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDigest } from '../../../src/core/clones/group.ts';
import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { BUYERS, type Buyer } from '../../core/clones/drafts.ts';
import {
  ENROLLMENT_MISSES,
  enrollmentOf,
  UPDATE_MISSES,
  updateOf,
} from '../../core/clones/works.ts';
import {
  Device,
  decision,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from './harness.ts';

/* Clones that aren't mails: what the gate itself says of each row of a batch. */
let gate: TestGate;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());
beforeEach(async () => {
  acme = await team(gate.store);
  await gate.store.workflows.putWorkflow({
    workspaceId: acme.workspaceId,
    workflow: {
      ...{ id: 'work', name: 'Work', pattern: 'pre-approval', owner: 'o@acme.example' },
      ...{ kinds: [...KINDS], policy: DEFAULT_POLICY },
      executorUrl: 'https://executor.example/hook',
    },
  });
  rep = await Device.paired(gate, acme.workspaceId);
});

const send = ({ template, content, claims, flags, context }: CloneSubject) =>
  submit(gate, acme, {
    ...proposal({ workflowId: 'work', content, claims, flags }),
    ...{ ...(context ? { context } : {}), ...(template ? { template } : {}) },
  });
type Sent = Awaited<ReturnType<typeof submit>>;
const digestOf = async ({ id }: Sent): Promise<string> => {
  const { workspaceId } = acme;
  const held = await gate.store.proposals.cloneSubject({ workspaceId, proposalId: id });
  const found = held && (await cloneDigest(held));
  if (!found || 'alone' in found) throw new Error(found?.alone ?? 'the gate has no such item');
  return found.digest;
};
const decide = async (rows: Sent[], change: Partial<Decision>) => {
  const answers = await rep.decide(
    await Promise.all(rows.map(async (row) => signed(rep, await decision(acme, row, change)))),
  );
  return answers.map(({ status, conflict }) => conflict ?? status);
};

// What the gate's door refuses anyway, or what needs another workflow, is tried in core alone.
const ELSEWHERE = new Set([
  'another risk tier',
  'an audit sample',
  'a decision before',
  'an earlier revision',
]);
const here = (misses: Record<string, CloneSubject>) =>
  Object.entries(misses).filter(([name]) => !ELSEWHERE.has(name));

describe.each([
  ['enrollments', enrollmentOf, here(ENROLLMENT_MISSES)],
  ['updates', updateOf, here(UPDATE_MISSES)],
] as const)('a batch of %s', (_kind, make, misses) => {
  const two = BUYERS.slice(2, 4) as [Buyer, Buyer];

  it.each(['approve', 'reject'] as const)('that are true clones is taken: %s', async (action) => {
    const rows = await Promise.all(BUYERS.map((buyer) => send(make(buyer))));
    const batch = { id: randomUUID(), clones: await digestOf(rows[0] as Sent) };
    const reason = action === 'reject' ? { reason: { code: 'timing' as const } } : {};
    expect(await decide(rows, { action, batch, ...reason })).toEqual(rows.map(() => 'accepted'));
    const { workspaceId } = acme;
    const dispatched = await Promise.all(
      rows.map(({ id }) => gate.store.dispatches.list({ workspaceId, proposalId: id, limit: 5 })),
    );
    const each = action === 'approve' ? 1 : 0;
    expect(dispatched.map(({ length }) => length)).toEqual(rows.map(() => each));
  });

  it.each(misses)('refuses one row alone: %s', async (_name, near) => {
    const rows = await Promise.all([...two.map((buyer) => make(buyer)), near].map(send));
    const batch = { id: randomUUID(), clones: await digestOf(rows[0] as Sent) };
    const reject = { action: 'reject' as const, reason: { code: 'other' as const } };
    expect(await decide(rows, { ...reject, batch })).toEqual([
      'accepted',
      'accepted',
      'not_clones',
    ]);
    // Refused is not decided: alone, the same row may be.
    expect(await decide(rows.slice(2), reject)).toEqual(['accepted']);
  });
});
