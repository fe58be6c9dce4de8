import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Plot, svgOf } from './report/plot.ts';
import { reportOf, writeReport } from './report/report.ts';
import { scaleOf } from './report/scale.ts';

const PLOT: Plot = {
  ...{ title: 'Delay over the best', unit: 'number', log: true },
  rows: [
    { name: 'a <ceiling>', marks: [{ at: 1.1, low: 1, high: 1.2, of: 'this brake' }] },
    { name: 'b', marks: [{ at: 14, of: 'log(A)/KL' }] },
  ],
  limits: [{ at: 1.3, says: 'at most 1.3' }],
};
const attributes = (svg: string, pattern: RegExp): number[] =>
  [...svg.matchAll(pattern)].map(([, value]) => Number(value));

describe('a plot of a simulation', () => {
  it('names each row, limit and series, and is a picture with a title for who can’t see it', () => {
    const svg = svgOf(PLOT);
    for (const words of ['a &#60;ceiling&#62;', '>b<', 'at most 1.3', 'this brake', 'log(A)/KL'])
      expect(svg).toContain(words);
    expect(svg).toMatch(/role="img" aria-label="Delay over the best"/);
    expect(svg).not.toContain('<ceiling>');
  });

  it('has what is more further right, by its logarithm, and its interval around it', () => {
    const svg = svgOf({ ...PLOT, rows: [1, 10, 100].map((at) => ({ name: '', marks: [{ at }] })) });
    const [one = 0, ten = 0, hundred = 0] = attributes(svg, /<circle[^>]* cx="([\d.]+)"/g);
    expect(ten - one).toBeGreaterThan(50);
    expect(hundred - ten).toBeCloseTo(ten - one, 0);
    const [, low, high] = /<line class="of-0" x1="([\d.]+)" x2="([\d.]+)"/.exec(svgOf(PLOT)) ?? [];
    const [at = 0] = attributes(svgOf(PLOT), /<circle class="of-0" cx="([\d.]+)"/g);
    expect(Number(low)).toBeLessThan(at);
    expect(Number(high)).toBeGreaterThan(at);
  });

  it('leaves out what is no number, and what has no logarithm; of nothing it is nothing', () => {
    const marks = [{ at: Number.NaN }, { at: Number.POSITIVE_INFINITY }, { at: 0 }, { at: 2 }];
    const svg = svgOf({ ...PLOT, rows: [{ name: 'odd', marks }] });
    expect(svg.match(/<circle/g)).toHaveLength(1);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(svgOf({ ...PLOT, rows: [], limits: [] })).toBe('');
  });

  it('writes shares in per cent, and values that are all alike', () => {
    const rows = [{ name: 'x', marks: [{ at: 0.05 }] }];
    const svg = svgOf({ title: '', unit: 'share', rows, limits: [{ at: 0.05, says: 'line' }] });
    expect(svg).toMatch(/>[\d.]+ %</);
    expect(svg).not.toContain('NaN');
  });
});

it('ticks are round, inside, and never more than a reader can take', () => {
  for (const log of [false, true])
    for (const top of [0.003, 0.9, 12, 4711, 1e6]) {
      const { ticks, at } = scaleOf([top / 1000, top], { from: 0, to: 100, log });
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(13);
      for (const tick of ticks) {
        expect(at(tick)).toBeGreaterThanOrEqual(0);
        expect(at(tick)).toBeLessThanOrEqual(100);
        expect(Number(tick.toPrecision(2))).toBe(tick);
      }
    }
});

it('a report holds its plots and every word that was said, as a page', async () => {
  const printed: string[] = [];
  const report = reportOf((text) => printed.push(text));
  report.say('holds  everything <so far>');
  report.plot(PLOT);
  report.plot({ ...PLOT, rows: [], limits: [] });
  expect(printed).toEqual(['holds  everything <so far>']);
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  const file = join(folder, 'deep', 'lanes.html');
  await writeReport(file, report.page('Simulated: lanes'));
  const page = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  expect(page.match(/<figure>/g)).toHaveLength(1);
  expect(page).toContain('everything &#60;so far&#62;');
  expect(page).toContain('<title>Simulated: lanes</title>');
});
