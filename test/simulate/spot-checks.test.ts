import { expect, it } from 'vitest';
import { leastCover, simulate } from './spot-checks/simulate.ts';

it('the limit of a spot-check holds the rate that is there in 95 % of draws, equal and by risk', () => {
  const draws = 120;
  const rows = simulate({ seed: 7, draws });
  expect(rows).toHaveLength(72);
  expect(new Set(rows.map(({ n }) => n))).toEqual(new Set([10, 30, 100]));
  expect(rows.filter(({ cover }) => cover < leastCover(draws))).toEqual([]);
  // It could say too little, too: with no defect found it comes down as far as n lets it.
  const clean = rows.filter(({ world, design }) => world === '6,000, none' && design === 'equal');
  expect(clean.map(({ upper }) => Math.round(upper * 100))).toEqual([26, 10, 3]);
});
