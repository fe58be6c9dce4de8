import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyOf, type Graded } from '../../../src/core/accuracy/accuracy.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

const item = (change: Partial<Graded> = {}): Graded => ({
  ...{ way: 'person', inclusion: 1, asked: true, right: true },
  ...{ account: String(Math.random()), template: '' },
  ...change,
});

/** The estimate by its definition: every looked-at item repeated as often as it stands for. */
function byRepeating(items: readonly Graded[]): number {
  const looked = items.filter(({ right, way }) => right !== null && way !== 'uncovered');
  const part = (way: Graded['way']) => {
    const asked = items.filter((one) => one.way === way && one.asked);
    return asked.filter(({ right }) => right !== null).length / asked.length;
  };
  let [right, all] = [0, 0];
  for (const { right: ok, inclusion, way } of looked) {
    const times = Math.round(100_000 / (inclusion * part(way)));
    for (const weight of [times]) {
      all += weight;
      if (ok) right += weight;
    }
  }
  return right / all;
}

describe('accuracy over all proposals', () => {
  it('is nothing before the first look, and says what nobody can know', () => {
    expect(accuracyOf([])).toMatchObject({ proposals: 0, all: null, people: null });
    const blind = [item({ way: 'uncovered', asked: false, right: null })];
    expect(accuracyOf(blind)).toMatchObject({ proposals: 1, all: null, uncovered: 1 });
  });

  it('gives an audit the weight of what it was drawn from: worked by hand', () => {
    // 10 to people, 5 right; 90 alone, 9 audited at 1 in 10, all right: (5 + 90) / 100
    const people = Array.from({ length: 10 }, (_, n) => item({ right: n < 5 }));
    const alone = Array.from({ length: 90 }, (_, n) =>
      item({ way: 'alone', inclusion: 0.1, asked: n < 9, right: n < 9 ? true : null }),
    );
    const found = accuracyOf([...people, ...alone]);
    expect(found.all?.rate).toBeCloseTo(0.95, 12);
    expect(found.people).toMatchObject({ rate: 0.5, decided: 10, right: 5 });
    expect(found).toMatchObject({ proposals: 100, audited: 9, waiting: 0, uncovered: 0 });
  });

  it('does not let a backlog of people’s change what their lane weighs', () => {
    const people = Array.from({ length: 40 }, (_, n) => item({ right: n < 10 ? false : null }));
    const alone = Array.from({ length: 60 }, () => item({ way: 'alone', right: true }));
    expect(accuracyOf([...people, ...alone]).all?.rate).toBeCloseTo(0.6, 12);
  });

  it('agrees with every item repeated as often as it stands for', () => {
    const one = fc.record({
      way: fc.constantFrom('person' as const, 'alone' as const),
      inclusion: fc.constantFrom(0.1, 0.25, 0.5, 1),
      asked: fc.boolean(),
      right: fc.boolean(),
      waits: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 60 }), (all) => {
        const items = all.map(({ way, inclusion, asked, right, waits }, n) =>
          item({
            ...{ way, account: String(n), template: String(n % 3) },
            ...(way === 'person'
              ? { inclusion: 1, asked: true, right: waits ? null : right }
              : { inclusion, asked, right: asked && !waits ? right : null }),
          }),
        );
        const found = accuracyOf(items).all;
        if (found === null) return;
        expect(found.rate).toBeCloseTo(byRepeating(items), 3);
        expect(found.low).toBeLessThanOrEqual(found.rate + 1e-9);
        expect(found.high).toBeGreaterThanOrEqual(found.rate - 1e-9);
      }),
    );
  });

  it('covers the truth, though defects go together by account and only the hard ones reach people', () => {
    const random = seededRandom(17);
    const worlds = 300;
    let [covered, people] = [0, 0];
    for (let world = 0; world < worlds; world += 1) {
      const items: Graded[] = [];
      let [right, all] = [0, 0];
      for (let account = 0; account < 60; account += 1) {
        const rate = random() < 0.2 ? 0.4 : 0.05;
        for (let n = 0; n < 8; n += 1) {
          const ok = random() >= rate;
          // what is wrong is sent to people four times as often
          const toPerson = random() < (ok ? 0.1 : 0.4);
          const drawn = random() < 0.25;
          right += ok ? 1 : 0;
          all += 1;
          items.push(
            item({
              ...{ account: String(account), template: String(n % 4) },
              ...(toPerson
                ? { right: ok }
                : { way: 'alone', inclusion: 0.25, asked: drawn, right: drawn ? ok : null }),
            }),
          );
        }
      }
      const found = accuracyOf(items);
      const truth = right / all;
      if (found.all && found.all.low <= truth && truth <= found.all.high) covered += 1;
      if (found.people && found.people.low <= truth && truth <= found.people.high) people += 1;
    }
    console.log(
      `accuracy over all proposals: the truth inside in ${covered} of ${worlds}; inside the human lane's own in ${people}`,
    );
    expect(covered / worlds).toBeGreaterThanOrEqual(0.93);
    expect(people / worlds).toBeLessThan(0.2);
  });
});
