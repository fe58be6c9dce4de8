import { describe, expect, it } from 'vitest';
import type { PastProposal } from '../../../src/core/policies/past.ts';
import { exceptionFor, type StandingLane } from '../../../src/core/policies/reroute.ts';
import { simulatePolicy } from '../../../src/core/policies/simulate.ts';
import type { Autonomy } from '../../../src/core/schema/autonomy.ts';
import type { WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { clopperPearsonUpper } from '../../../src/core/stats/clopper-pearson.ts';
import { DAY, many, NOW, SUBJECT, workflow } from './scene.ts';

const RULE = {
  ...{ tier: 'auto' as const, alpha: 0.1, delta: 0.1, grid: [0.9, 0.5, 0] },
  ...{ firstLabels: 30, chooseAt: 60, noticedOnly: true },
};
const AUTONOMY: Autonomy = {
  ...{ lanes: [RULE], audit: [{ from: 0, known: 1, novel: 1 }], novelUnder: 0, secondLooks: 0 },
  ...{ overdueDays: 3, runLength: 1000, exceptions: [] },
};

function run(
  past: PastProposal[],
  draft: WorkflowInput,
  more: { current?: WorkflowInput; standing?: StandingLane[]; level?: number } = {},
) {
  const current = more.current ?? workflow();
  const tried = (one: WorkflowInput) => ({
    workflow: one,
    exceptions: past.map((each) => exceptionFor(each, one, {})),
  });
  return simulatePolicy({
    ...{ past, days: 30, now: NOW, noticing: null, level: more.level ?? 0.95 },
    ...{ current: tried(current), draft: tried(draft), standing: more.standing ?? [] },
  });
}
/** Half at 0.95, half at 0.8; of the latter every tenth is wrong. */
const mixed = (count: number) =>
  many(count, (index) => ({
    confidence: index % 2 === 0 ? 0.95 : 0.8,
    found: { defect: index % 20 === 1 },
  }));

describe('a confidence line', () => {
  it('counts who would be asked, and bounds the rest by Clopper–Pearson on what people decided', () => {
    const past = mixed(400);
    const { was, current, draft } = run(past, workflow({ confidenceLine: 0.7 }));
    expect(was).toEqual({ proposals: 400, toPeople: 400 });
    expect(current).toMatchObject({ toPeople: 200, withoutPerson: 200 });
    expect(current.causes).toEqual([{ code: 'below-line', count: 200 }]);
    expect(draft).toMatchObject({ toPeople: 0, withoutPerson: 400, slipped: 20 });
    expect(draft.defects).toMatchObject({
      ...{ method: 'clopper-pearson', labels: 400, found: 20, level: 0.95, noticedOnly: true },
      upper: clopperPearsonUpper(20, 400, 0.05),
    });
    expect(draft.next).toEqual({ of: 400, low: 0, high: expect.any(Number) });
    expect(draft.defects?.nextMost).toBeGreaterThan(20);
  });

  it('weighs what was drawn for an audit, and says what nobody can have looked at', () => {
    const audited = many(300, (index) => ({
      ...{ lane: 'auto', inclusion: 0.1, drawn: index % 10 === 0 },
      found: index % 10 === 0 ? { defect: index === 0 } : null,
    }));
    const decided = many(100, () => ({}));
    const never = many(50, () => ({ lane: 'auto', inclusion: 0, drawn: false, found: null }));
    const waiting = many(7, () => ({ found: null }));
    const { draft } = run([...audited, ...decided, ...never, ...waiting], workflow());
    expect(draft.withoutPerson).toBe(457);
    expect(draft.unlooked).toBe(57);
    expect(draft.defects).toMatchObject({ method: 'betting', labels: 130, found: 1 });
    // one of 130 counts ten of the 400 that could have been looked at: 1 % would be an understatement
    expect(draft.defects?.upper).toBeGreaterThan(10 / 400);
    expect(draft.defects?.upper).toBeLessThan(0.4);
  });

  it('gives no bound where nobody looked, and none at all where nothing runs', () => {
    const never = many(50, () => ({ lane: 'auto', inclusion: 0, drawn: false, found: null }));
    expect(run(never, workflow()).draft.defects).toMatchObject({ upper: 1, labels: 0 });
    const all = workflow({ alwaysPerson: ['price.quote', 'contact.enrich'] });
    expect(run(never, all).draft).toMatchObject({ defects: null, toPeople: 50 });
    expect(run([], all).draft).toMatchObject({ defects: null, proposals: 0 });
  });

  it('asks more of each where several are tried', () => {
    const draft = workflow({ confidenceLine: 0.7 });
    const one = run(mixed(400), draft).draft.defects?.upper ?? 0;
    const fifth = run(mixed(400), draft, { level: 0.99 }).draft.defects?.upper ?? 0;
    expect(fifth).toBeGreaterThan(one);
  });
});

describe('floors', () => {
  it('sends prices, and what a buyer sees, to people whatever the draft says', () => {
    const past = [
      ...many(5, () => ({ kind: 'price.quote' as const })),
      ...many(5, () => ({ kind: 'email.draft' as const })),
    ];
    const draft = workflow(
      { confidenceLine: 0, alwaysPerson: [] },
      { kinds: ['price.quote', 'email.draft'] },
    );
    expect(run(past, draft).draft).toMatchObject({ toPeople: 10, withoutPerson: 0 });
  });

  it('counts kinds that the workflow would not take any more as refused', () => {
    const past = many(4, (index) => ({ kind: index === 0 ? 'email.draft' : 'contact.enrich' }));
    expect(run(past, workflow()).draft).toMatchObject({ refused: 1, proposals: 3 });
  });
});

describe('lanes', () => {
  const earning = workflow({ autonomy: AUTONOMY });

  it('are closed at once, and forecast from the evidence by the lanes’ own arithmetic', () => {
    const { draft, earned, lanes } = run(
      many(200, () => ({})),
      earning,
    );
    expect(draft).toMatchObject({ toPeople: 200, withoutPerson: 0 });
    expect(earned).toMatchObject({ toPeople: 0, withoutPerson: 200 });
    expect(earned?.defects).toMatchObject({ method: 'lanes', level: 0.9, noticedOnly: true });
    expect(earned?.defects?.upper).toBeLessThanOrEqual(0.1);
    expect(lanes).toEqual([expect.objectContaining({ open: true, threshold: 0 })]);
  });

  it('stay closed in the forecast where the bound fails, or the stage forbids', () => {
    const bad = many(200, (index) => ({ found: { defect: index % 5 === 0 } }));
    expect(run(bad, earning)).toMatchObject({ earned: null });
    const planner = workflow({ autonomy: AUTONOMY, stage: 'planner' });
    expect(
      run(
        many(200, () => ({})),
        planner,
      ),
    ).toMatchObject({
      earned: null,
      lanes: [{ open: true }],
    });
  });

  it('run by the threshold that stands now where the rule is the same, within the daily cap', () => {
    const limits = { dailyCap: 3 };
    const rule = { ...RULE, tier: 'constrained' as const, limits };
    const draft = workflow({ autonomy: { ...AUTONOMY, lanes: [rule] } });
    const verdict = {
      ...{ tier: 'constrained' as const, open: true, threshold: 0.9, bound: 0.08, delta: 0.1 },
      ...{ labels: 80, noticedOnly: false, why: 'it holds' },
    };
    const standing = [{ ...SUBJECT, rule, verdict }];
    const past = many(20, (index) => ({
      at: NOW - (index < 10 ? 2 : 1) * DAY,
      confidence: index % 10 < 6 ? 0.95 : 0.6,
    }));
    const { draft: figures } = run(past, draft, { standing });
    expect(figures).toMatchObject({ withoutPerson: 6, toPeople: 14 });
    expect(figures.defects).toMatchObject({ upper: 0.08, level: 0.9, method: 'lanes' });
    const other = { ...draft.policy.autonomy, ...AUTONOMY, lanes: [{ ...rule, alpha: 0.2 }] };
    const changed = run(past, workflow({ autonomy: other }), { standing });
    expect(changed.draft.withoutPerson).toBe(0);
  });

  it('counts what was never decided in time against them, as the gate does', () => {
    const ignored = many(200, (index) => ({ found: index % 3 === 0 ? null : { defect: false } }));
    expect(run(ignored, earning).earned).toBeNull();
  });
});
