import { expect, it } from 'vitest';
import { seededRandom } from '../../src/core/stats/random.ts';
import { reportAlerts, simulateAlerts } from './alerts/simulate.ts';
import { FIRST_LINE, live } from './alerts/weeks.ts';

// Small; `npm run simulate -- alerts` is the whole of it.
it('M2 is recovered where the truth is known, brakes of one cause are one alert, proposed lines keep their word', () => {
  const rows = simulateAlerts({ seed: 2, workspaces: 80 });
  const { text, met } = reportAlerts(rows);
  console.log(text);
  expect(met).toBe(true);
  const [seldom, some, often] = rows;
  // what the proposal is for: alerts that are mostly noise, and enough that were not
  expect(some?.proposed).toBeGreaterThan(60);
  for (const { tripsPerAlert } of rows) expect(tripsPerAlert).toBeGreaterThan(2);
  expect(seldom?.fatigue).toBeGreaterThan(70);
  expect(often?.fatigue).toBe(0);
}, 60_000);

it('a figure that were off by fifteen points would show', () => {
  const rows = simulateAlerts({ seed: 2, workspaces: 40, off: 0.15 });
  expect(reportAlerts(rows).met).toBe(false);
}, 60_000);

it('the same seed gives the same weeks; a line far out tells of none of them', () => {
  const given = () => ({ weeks: 2, bad: 0.5, random: seededRandom(4) });
  expect(live(FIRST_LINE, given())).toEqual(live(FIRST_LINE, given()));
  expect(live({ ...FIRST_LINE, line: 0.2 }, given()).alerts).toEqual([]);
});
