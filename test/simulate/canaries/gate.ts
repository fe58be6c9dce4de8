import { createHash, createHmac } from 'node:crypto';
import { v7 } from 'uuid';
import { CANARY_KINDS } from '../../../src/core/canaries/kinds.ts';
import type { Planted } from '../../../src/core/canaries/mutate.ts';
import { mutate } from '../../../src/core/canaries/mutate.ts';
import type { ProposalInput } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type Workflow } from '../../../src/core/schema/workflow.ts';
import type { Random } from '../../../src/core/stats/random.ts';
import type { UseCaseDeps } from '../../../src/gate/dispatch/deps.ts';
import { difference } from '../../../src/gate/dispatch/difference.ts';
import { propose } from '../../../src/gate/dispatch/intake.ts';
import type { RoutedRevision } from '../../../src/gate/dispatch/ports.ts';
import { sanitize } from '../../../src/gate/sanitize/sanitize.ts';

/** What a reviewer's device has of an item, and which stretch of it was planted, or might have been. */
export type Shown = {
  planted: boolean;
  /** of what was planted: our own checks mark it; no reviewer is told */
  flagged?: boolean;
  id: string;
  createdAt: number;
  dueAt: number;
  input: Pick<ProposalInput, 'template' | 'agent' | 'confidence' | 'reasoning' | 'context'>;
  content: RoutedRevision['content'];
  claims: ProposalInput['claims'];
  /** a plain stretch of one field: what was put in, or what would have been taken out */
  stretch: { field: string; start: number; text: string; others: string };
};

const WORKFLOW: Workflow = {
  ...{ id: 'earning', name: 'Earning', owner: 'boss@seller.example', state: 'running' },
  ...{ pattern: 'exception-handling', kinds: ['email.draft', 'record.update'] },
  policy: {
    ...DEFAULT_POLICY,
    autonomy: {
      lanes: [
        {
          ...{ tier: 'auto', alpha: 0.2, delta: 0.2, grid: [0.9, 0], firstLabels: 10 },
          ...{ chooseAt: 20, noticedOnly: true },
        },
      ],
      audit: [{ from: 0, known: 1, novel: 1 }],
      ...{ novelUnder: 0, secondLooks: 0, overdueDays: 3, runLength: 1000, exceptions: [] },
      canaries: { rate: 0.5, bursts: 1, mostADay: 200 },
    },
  },
};

/**
 * The gate's own intake, in real time, from an agent's submission to what is handed to the store; the
 * store alone stands aside, and takes the time at which it would have written.
 */
export async function intake(secret: string) {
  let written: { revision: RoutedRevision; at: number } | null = null;
  const store = {
    workflows: { recentWorkflow: async () => ({ workflow: WORKFLOW, seen: '1' }) },
    lanes: { now: async () => ({ lanes: [], norms: {}, ran: 0 }) },
    proposals: {
      submit: async (revision: RoutedRevision) => {
        written = { revision, at: Date.now() };
        return {};
      },
    },
  };
  const mac = (purpose: string, data: string): string =>
    createHmac('sha256', secret).update(`${purpose}\n${data}`).digest('base64url');
  const deps = {
    ...{ store, keys: { mac }, sanitize, difference, now: () => Date.now(), newId: () => v7() },
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  } as unknown as UseCaseDeps;

  return async (input: ProposalInput, random: Random): Promise<Shown | null> => {
    written = null;
    await propose(deps, { workspaceId: v7(), agentId: v7() } as never, input);
    const done = written as { revision: RoutedRevision; at: number } | null;
    if (done === null) throw new Error('nothing was written');
    const { revision, at } = done;
    const base = {
      ...{ createdAt: at, dueAt: at + revision.dueHours * 3_600_000 },
      input: revision.input,
    };
    if (revision.canary) {
      const { lookId, content, claims, planted, flagged } = revision.canary;
      const stretch = stretchOf(planted, planted.became, planted.was);
      return { ...base, planted: true, flagged, id: lookId, content, claims, stretch };
    }
    // Of one that was left as it came, the stretch that would have been changed: so both lack one.
    const { content, claims, flags } = revision.input;
    const order = CANARY_KINDS.map((kind) => ({ kind, by: random() })).sort((a, b) => a.by - b.by);
    for (const { kind } of order) {
      const would = mutate({ content, claims, flags, context: input.context }, kind, random);
      if (would === null) continue;
      const { planted } = would;
      const stretch = stretchOf(planted, planted.was, planted.became);
      const id = revision.proposalId;
      return {
        ...base,
        planted: false,
        id,
        content: revision.content,
        claims,
        stretch,
      };
    }
    return null;
  };
}

const stretchOf = ({ field, start }: Planted, text: string, others: string) => ({
  ...{ field, start, text, others },
});
