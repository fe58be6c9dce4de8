import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemBootstrap } from '../../../src/core/stats/bootstrap.ts';
import { chapman, chapmanInterval, missedDefects } from '../../../src/core/stats/chapman.ts';
import { clopperPearson } from '../../../src/core/stats/clopper-pearson.ts';
import { type Sampled, weightedRate } from '../../../src/core/stats/horvitz-thompson.ts';
import { drawBy, inclusionBy } from '../../../src/core/stats/inclusion.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('inclusion in the audit sample', () => {
  it('refuses a secret that can be guessed, and a rate that isn’t one', async () => {
    await expect(inclusionBy(new Uint8Array(16))).rejects.toThrow('it needs 32 at least');
    const include = await inclusionBy(new Uint8Array(32).fill(7));
    await expect(include('a', 1.5)).rejects.toThrow(RangeError);
  });

  // RFC 4231, test case 2: key "Jefe", HMAC-SHA-256 5bdcc146bf60754e…
  it('reads the first 53 bits of the published HMAC as a number from 0 to 1', async () => {
    const draw = await drawBy(utf8('Jefe'));
    const bits = BigInt('0x5bdcc146bf60754e') >> 11n;
    expect(await draw('what do ya want for nothing?')).toBe(Number(bits) / 2 ** 53);
  });

  it('is what an auditor with the secret computes with other tools (node:crypto)', async () => {
    const secret = utf8('a workspace’s secret, of 32 bytes or more');
    const include = await inclusionBy(secret);
    for (let i = 0; i < 200; i += 1) {
      const id = `0192f000-0000-7000-8000-${i.toString().padStart(12, '0')}`;
      const first = createHmac('sha256', secret).update(id).digest().readUInt32BE(0);
      const { drawn, probability } = await include(id, 0.1);
      expect([drawn, probability]).toEqual([first / 2 ** 32 < 0.1, 0.1]);
      expect((await include(id, 0)).drawn).toBe(false);
      expect((await include(id, 1)).drawn).toBe(true);
    }
  });

  it('draws as often as its rate says, and nested: what 5 % draw, 20 % draw too', async () => {
    const include = await inclusionBy(new Uint8Array(32).fill(3));
    let hits = 0;
    for (let i = 0; i < 4000; i += 1) {
      const few = await include(`proposal ${i}`, 0.05);
      const more = await include(`proposal ${i}`, 0.2);
      if (few.drawn) expect(more.drawn).toBe(true);
      hits += more.drawn ? 1 : 0;
    }
    const { low, high } = clopperPearson(hits, 4000, 0.999);
    expect(low).toBeLessThan(0.2);
    expect(high).toBeGreaterThan(0.2);
  });
});

describe('Chapman’s estimator', () => {
  it('refuses impossible counts, and never claims zero', () => {
    const stratum = { kind: 'wrong price', inclusion: 1, first: 1, second: 1, both: 2 };
    expect(() => missedDefects([stratum])).toThrow('impossible counts for wrong price');
    const silent = missedDefects([{ ...stratum, first: 0, second: 0, both: 0 }]);
    expect(silent).toMatchObject({ silent: true, found: 0 });
  });

  // the worked example in Wikipedia's "Mark and recapture": 10 marked, 15 seen, 5 of them marked;
  // 28, interval 22 to 65 (Sadinle 2009)
  it('gives the published 28 (22 to 65) for 10, 15 and 5', () => {
    expect(chapman(10, 15, 5)).toBeCloseTo(28.33, 2);
    const { low, high } = chapmanInterval(10, 15, 5);
    expect(Math.round(low)).toBe(22);
    expect(Math.round(high)).toBe(65);
  });

  it('is unbiased when two looks together see enough (simulated, seeds 1 to 400)', () => {
    let sum = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const random = seededRandom(seed);
      let [first, second, both] = [0, 0, 0];
      for (let defect = 0; defect < 60; defect += 1) {
        const [a, b] = [random() < 0.7, random() < 0.6];
        first += a ? 1 : 0;
        second += b ? 1 : 0;
        both += a && b ? 1 : 0;
      }
      sum += chapman(first, second, both);
    }
    expect(Math.abs(sum / 400 - 60)).toBeLessThan(1);
  });

  it('adds strata, each by its probability: pooled, easy kinds would hide hard ones', () => {
    const easy = { kind: 'merge field', inclusion: 0.5, first: 20, second: 20, both: 20 };
    const hard = { kind: 'wrong person', inclusion: 0.1, first: 3, second: 3, both: 1 };
    const found = missedDefects([easy, hard]);
    expect(found.found).toBeCloseTo(20 / 0.5 + 5 / 0.1, 12);
    expect(found.atLeast).toBeCloseTo(20 / 0.5 + 7 / 0.1, 12);
    expect(found.low).toBeGreaterThanOrEqual(found.found);
    expect(found.high).toBeGreaterThan(found.atLeast);
  });
});

describe('rates over all proposals', () => {
  const one = (hit: boolean, inclusion: number, account = 'a', template = 't'): Sampled => ({
    ...{ hit, inclusion, account, template },
  });

  it('refuse an item that could not have been looked at, and know nothing without one', () => {
    expect(() => weightedRate([one(true, 0)])).toThrow('0 < inclusion ≤ 1');
    expect(weightedRate([])).toEqual({ rate: 0, n: 0, effective: 0, low: 0, high: 1 });
  });

  it('are Σ y/π ÷ Σ 1/π (worked by hand)', () => {
    const found = weightedRate([one(true, 1), one(false, 0.5), one(true, 0.25), one(false, 1)]);
    expect(found.rate).toBeCloseTo(5 / 8, 12);
  });

  it('are Clopper–Pearson’s where all are alike and on their own', () => {
    const items = Array.from({ length: 50 }, (_, i) => one(i < 0, 1, `a${i}`, `t${i}`));
    const plain = clopperPearson(0, 50);
    expect(weightedRate(items)).toMatchObject({ rate: 0, low: 0 });
    expect(weightedRate(items).high).toBeCloseTo(plain.high, 10);
  });

  it('widen when accounts go together: fifty copies of one are not fifty', () => {
    const alone = Array.from({ length: 200 }, (_, i) => one(i % 4 === 0, 1, `a${i}`, `t${i}`));
    const copies = Array.from({ length: 200 }, (_, i) =>
      one(Math.floor(i / 20) % 4 === 0, 1, `a${Math.floor(i / 20)}`, `t${i}`),
    );
    const [wide, narrow] = [weightedRate(copies), weightedRate(alone)];
    expect(wide.high - wide.low).toBeGreaterThan(2 * (narrow.high - narrow.low));
    expect(wide.effective).toBeLessThan(20);
  });

  it('hold the truth in most samples of clustered proposals (simulated, seeds 1 to 300)', () => {
    let held = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seededRandom(seed);
      const items: Sampled[] = [];
      for (let account = 0; account < 60; account += 1) {
        // half of the accounts at 5 %, half at 25 %: 15 % in all; the audited half is drawn at 30 %
        const rate = account % 2 ? 0.05 : 0.25;
        for (let item = 0; item < 12; item += 1) {
          const inclusion = item < 6 ? 1 : 0.3;
          const hit = random() < rate;
          if (random() < inclusion)
            items.push({ hit, inclusion, account: `${account}`, template: `${item}` });
        }
      }
      const { low, high } = weightedRate(items);
      if (low <= 0.15 && high >= 0.15) held += 1;
    }
    expect(held / 300).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.05 * 0.95) / 300));
  });
});

describe('item bootstrap', () => {
  it('is null where the statistic is mostly undefined', () => {
    expect(itemBootstrap(3, () => Number.NaN, { seed: 1 })).toBeNull();
  });

  it('gives the mean’s normal interval, the same for the same seed', () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 400 }, () => random());
    const mean = (drawn: ArrayLike<number>): number =>
      values.reduce((sum, value, at) => sum + value * (drawn[at] ?? 0), 0) / values.length;
    const found = itemBootstrap(400, mean, { seed: 3 });
    const half = 1.96 * Math.sqrt(1 / 12 / 400);
    const middle = mean(new Uint32Array(400).fill(1));
    expect(found?.low).toBeCloseTo(middle - half, 2);
    expect(found?.high).toBeCloseTo(middle + half, 2);
    expect(itemBootstrap(400, mean, { seed: 3 })).toEqual(found);
  });

  it('draws as many items as there are, every time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer(), (n, seed) => {
        const sizes: number[] = [];
        const count = (drawn: Uint32Array): number => {
          sizes.push(drawn.reduce((sum, times) => sum + times, 0));
          return 0;
        };
        itemBootstrap(n, count, { seed, replicates: 20 });
        expect(sizes).toEqual(Array<number>(20).fill(n));
      }),
    );
  });
});
