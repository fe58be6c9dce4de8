import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/core/findings/findings.ts';
import { recurring } from '../../../src/core/findings/tally.ts';
import { changeWords } from '../../../src/core/findings/words.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { decidedDrafts, FIXES, type Fix } from './synthetic.ts';

const fixNamed = (name: string): Fix => {
  const found = FIXES.find((fix) => fix.name === name);
  if (!found) throw new Error(name);
  return found;
};
const SHORTER = fixNamed('the meeting is shorter');
const PRODUCT = fixNamed('another word for what we sell');

describe('recurring fixes', () => {
  it('14 of 60 drafts changed the meeting length: one finding, in these words', () => {
    const random = seededRandom(3);
    const all = decidedDrafts({ count: 60, rates: new Map(), noisy: 0.2 }, random);
    const fixed = decidedDrafts({ count: 60, rates: new Map([[SHORTER, 1]]), noisy: 0.2 }, random);
    const mixed = all.map((one, n) => (n % 4 === 1 && n < 56 ? (fixed[n] ?? one) : one));
    const found = findingsOf(mixed);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ hits: 14, of: 60, standing: 'still', template: null });
    expect(found[0] && changeWords(found[0].change)).toBe('“30 minutes” became “15 minutes”');
    expect(found[0]?.low).toBeGreaterThan(0.05);
    expect(found[0]?.high).toBeLessThan(0.5);
  });

  it('of planted fixes and noise: precision and recall, printed', () => {
    const random = seededRandom(11);
    let [wrong, found, planted] = [0, 0, 0];
    const byRate = new Map<number, { found: number; planted: number }>();
    for (let workflow = 0; workflow < 60; workflow += 1) {
      const rates = new Map(
        FIXES.filter(() => random() < 0.5).map((fix) => [
          fix,
          [0.12, 0.2, 0.35][workflow % 3] ?? 0,
        ]),
      );
      const made = findingsOf(decidedDrafts({ count: 200, rates, noisy: 0.3 }, random));
      for (const [fix, rate] of rates) {
        const there = made.some(({ change }) => fix.key.test(change.key));
        const of = byRate.get(rate) ?? { found: 0, planted: 0 };
        byRate.set(rate, { found: of.found + (there ? 1 : 0), planted: of.planted + 1 });
        planted += 1;
        if (there) found += 1;
      }
      wrong += made.filter(
        ({ change }) => ![...rates.keys()].some((fix) => fix.key.test(change.key)),
      ).length;
    }
    const rows = [...byRate].map(([rate, of]) => `${rate * 100} %: ${of.found}/${of.planted}`);
    const precision = found / (found + wrong);
    console.log(
      `recurring fixes among 200 drafts: precision ${precision.toFixed(3)}, recall ${(found / planted).toFixed(3)} (${rows.join(', ')}), ${wrong} wrong`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.95);
    for (const [rate, of] of byRate)
      if (rate >= 0.2) expect(of.found / of.planted).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  it('on the line itself are called in at most δ of workflows, whatever the moment of looking', () => {
    const random = seededRandom(5);
    const change = { key: 'k', kind: 'subject' } as const;
    let ever = 0;
    const worlds = 400;
    for (let world = 0; world < worlds; world += 1) {
      const all = Array.from({ length: 300 }, (_, n) => ({
        proposalId: String(n),
        changes: random() < 0.05 ? [change] : [],
      }));
      for (let n = 20; n <= 300; n += 20)
        if (recurring(all.slice(0, n), { line: 0.05, delta: 0.05 }).length > 0) {
          ever += 1;
          break;
        }
    }
    console.log(`fixes on the line: called in ${ever} of ${worlds} workflows, 15 looks each`);
    expect(ever / worlds).toBeLessThanOrEqual(0.05);
  });

  it('say what is new, what is still there, and what a later version fixed', () => {
    const random = seededRandom(7);
    const old = decidedDrafts(
      { count: 150, rates: new Map([[SHORTER, 0.4]]), noisy: 0.1, version: 'v6' },
      random,
    );
    const next = decidedDrafts(
      { count: 150, rates: new Map([[PRODUCT, 0.4]]), noisy: 0.1, version: 'v7' },
      random,
    );
    const found = findingsOf([...old, ...next]);
    expect(found.map(({ change, standing }) => [change.key, standing])).toEqual([
      ['replaced:platform→product', 'new'],
      ['quantity:30 minutes→15 minutes', 'fixed'],
    ]);
    expect(found[1]?.versions.map(({ version, of }) => [version.promptVersion, of])).toEqual([
      ['v6', 150],
      ['v7', 150],
    ]);
    const barely = findingsOf([...old, ...next.slice(0, 5)]);
    expect(barely.map(({ standing }) => standing)).toEqual(['unclear']);
  });

  it('of one template among many are found in that template', () => {
    const random = seededRandom(9);
    const rest = Array.from({ length: 12 }, (_, n) =>
      decidedDrafts({ count: 60, rates: new Map(), noisy: 0.1, template: `t${n}` }, random),
    ).flat();
    const one = decidedDrafts(
      { count: 60, rates: new Map([[SHORTER, 0.4]]), noisy: 0.1, template: 'intro' },
      random,
    );
    const found = findingsOf([...rest, ...one].sort(() => random() - 0.5));
    expect(found.map(({ template, of }) => [template, of])).toEqual([['intro', 60]]);
  });

  it('are never more than what was decided, whatever the order of decisions', () => {
    const step = fc.record({ proposalId: fc.uuid(), keys: fc.subarray(['a', 'b', 'c']) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const decided = steps.map(({ proposalId, keys }) => ({
          proposalId,
          changes: keys.map((key) => ({ key, kind: 'subject' }) as const),
        }));
        for (const { hits, of, low, high, where } of recurring(decided, {
          line: 0.2,
          delta: 0.3,
        })) {
          expect(of).toBe(steps.length);
          expect(where).toHaveLength(hits);
          expect(low).toBeLessThanOrEqual(hits / of);
          expect(high).toBeGreaterThanOrEqual(hits / of);
        }
      }),
      { numRuns: 60 },
    );
  });
});
