import { describe, expect, it } from 'vitest';
import {
  dropParallel,
  fixed,
  forceAudits,
  oneApprover,
  personFirst,
  smallerBatches,
  tuneWarning,
} from '../../../src/core/antipatterns/fixes.ts';
import { START_LINES } from '../../../src/core/brakes/line.ts';
import { validatePolicy } from '../../../src/core/ownership/validate-policy.ts';
import { WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { AUTONOMY, workflowOf } from './workflow.ts';

const PARALLEL = { count: 2, legalReason: 'MiFID II art. 16(3), four eyes on every letter' };

describe('a fix of a policy', () => {
  const full = workflowOf({ policy: { autonomy: AUTONOMY, parallelReview: PARALLEL } });
  const offers = [
    ...smallerBatches(full),
    ...tuneWarning(full, 'complaint'),
    ...personFirst(full),
    ...forceAudits(full),
    ...oneApprover(full, 'boss@seller.example'),
    ...dropParallel(full),
  ];

  it.each(offers)('$kind makes the next version, which every rule allows', (fix) => {
    const made = fixed(full, fix);
    expect(made?.policy.version).toBe(full.policy.version + 1);
    expect(WorkflowInput.safeParse(made).success).toBe(true);
    expect(made && validatePolicy(made)).toEqual([]);
    expect(fix.changes.length).toBeGreaterThan(0);
    for (const { from, to } of fix.changes) expect(from).not.toBe(to);
  });

  it.each(offers)('$kind is not offered a second time, but for what halves again', (fix) => {
    const once = fixed(full, fix);
    if (!once) throw new Error('the fix makes nothing');
    const again = fixed({ ...once, state: 'running' }, fix);
    if (fix.kind === 'smaller-batches') expect(again?.policy.fatigue?.batchSize).toBe(5);
    else if (fix.kind === 'tune-warning') {
      // no room before the line that stops: the warning goes, the stops stay
      expect(again?.policy.brakes).toEqual(START_LINES.filter(({ action }) => action === 'stop'));
    } else expect(again).toBeNull();
  });

  it('that the rules for policies refuse is not offered', () => {
    const finance = { finance: ['cfo@seller.example'] };
    const priced = workflowOf({
      ...{ kinds: ['price.quote'], pattern: 'pre-approval' },
      policy: {
        pricing: finance,
        ownership: {
          high: {
            ...{ approver: 'cfo@seller.example', standIn: 'cfo@seller.example' },
            ...{ exclusive: true, escalateAfterHours: 4 },
          },
        },
      },
    });
    expect(oneApprover(priced, 'rep@seller.example')).toEqual([]);
  });

  it('of levers there is none', () => {
    expect(fixed(full, { kind: 'recall-unread' })).toBeNull();
    expect(fixed(full, { kind: 'close-lanes' })).toBeNull();
  });
});
