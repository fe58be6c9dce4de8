import { describe, expect, it } from 'vitest';
import { validatePolicy } from '../../../src/core/ownership/validate-policy.ts';
import { startingFor } from '../../../src/core/picker/starting.ts';
import { promotionFault } from '../../../src/core/policies/stage.ts';
import { route } from '../../../src/core/routing/route.ts';
import { BUYER_FACING, KINDS } from '../../../src/core/schema/kind.ts';
import { WorkflowInput } from '../../../src/core/schema/workflow.ts';

const WHO = { owner: 'ops@acme.example', finance: 'cfo@acme.example' };

describe.each(KINDS)('where %s starts', (kind) => {
  const { workflow, means } = startingFor(kind, WHO);

  it('is a document that may be put as it is, for somebody about whom nothing is known', () => {
    expect(WorkflowInput.safeParse(workflow).error?.issues ?? []).toEqual([]);
    expect(validatePolicy(workflow)).toEqual([]);
    const nothing = { decided: 0, defects: 0, lanes: [] };
    expect(promotionFault(null, workflow.policy, nothing)).toBeNull();
    expect(means).toMatch(/\.$/);
  });

  it('sends what a buyer sees, and prices, to a person however sure the agent is', () => {
    const { pattern, policy } = workflow;
    const at = { pattern, state: 'running' as const, policy };
    const { lane } = route({ kind, confidence: 1, flags: [], claims: [], workflow: at });
    if (BUYER_FACING.has(kind)) expect(lane).toBe('human');
    else if (policy.autonomy === undefined) expect(lane).toBe('auto');
  });
});

it('lets finance sign prices off, and only prices need them', () => {
  expect(startingFor('price.quote', WHO).workflow.policy.pricing?.finance).toEqual([WHO.finance]);
  expect(startingFor('lead.score', WHO).workflow.policy.pricing).toBeUndefined();
});
