import type { Autonomy } from '../../../src/core/schema/autonomy.ts';
import { DEFAULT_POLICY, type Policy, type Workflow } from '../../../src/core/schema/workflow.ts';

export const AUTONOMY: Autonomy = {
  lanes: [
    {
      ...{ tier: 'auto', alpha: 0.01, delta: 0.05, grid: [0.9, 0.5, 0] },
      ...{ firstLabels: 300, chooseAt: 500, noticedOnly: true },
    },
  ],
  audit: [{ from: 0, known: 0.05, novel: 0.1 }],
  novelUnder: 50,
  secondLooks: 0,
  overdueDays: 7,
  runLength: 2000,
  exceptions: [{ rule: 'price' }, { rule: 'first-touch' }],
};

/** A workflow that a detector can be given. */
export function workflowOf(
  change: Partial<Omit<Workflow, 'policy'>> & { policy?: Partial<Policy> } = {},
): Workflow {
  const { policy, ...rest } = change;
  return {
    ...{ id: 'outbound', name: 'Outbound', owner: 'boss@seller.example', state: 'running' },
    ...{ pattern: 'exception-handling', kinds: ['email.draft'] },
    ...rest,
    policy: { ...DEFAULT_POLICY, ...policy },
  };
}
