import { expect, it } from 'vitest';
import { violations } from './rules.ts';
import { runLoad } from './run.ts';

/*
 * Moments by default; the whole of it:
 * LOAD_MINUTES=10 npx vitest run --config test/vitest.config.ts --project e2e test/gate/load
 */
const minutes = Number(process.env.LOAD_MINUTES ?? 0.4);
const seed = Number(process.env.LOAD_SEED ?? 7);
const everyMs = Number(process.env.LOAD_EVERY_MS ?? 1200);

/** `executed 3, failed 1` */
function tally(list: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].map(([name, n]) => `${name} ${n}`).join(', ');
}

it(
  `keeps every rule with four gates, eight agents and sixteen reviewers for ${minutes} minutes, seed ${seed}`,
  async () => {
    const size = { gates: 4, agents: 8, reviewers: 16 };
    const run = await runLoad({ seed, seconds: minutes * 60, everyMs, ...size });
    console.info(
      [
        `${minutes} minutes, seed ${seed}: ${run.proposals.length} proposals (${tally(run.proposals.map(({ state }) => state))})`,
        `decisions told: ${tally(run.decisions.map(({ answer }) => String(answer)))}`,
        `dispatches: ${tally(run.rows.dispatches.map(({ executor, state }) => `${executor.split(':')[0]}:${executor.startsWith('gate:') ? executor.slice(5) : 'compose'} ${state}`))}`,
        `${run.mails.length} mails, ${run.calls.length} calls, ${run.devices.redeemed.length} redemptions by devices, ${run.pauses.length} pauses, ${run.suppressed.length} suppressions`,
        `faults: ${tally(run.kills.map(({ what }) => what))}; ${run.log.length} audit rows, ${run.readers.reduce((n, { pages }) => n + pages.length, 0)} pages of the feed`,
      ].join('\n'),
    );
    const broken = violations(run);
    expect(broken.slice(0, 100), `${broken.length} violations, LOAD_SEED=${seed}`).toEqual([]);
    // It would prove nothing without work and faults of each kind. On a busy machine it is little work.
    expect(run.decisions.length).toBeGreaterThan(5);
    expect(run.rows.dispatches.length).toBeGreaterThan(1);
    expect([...new Set(run.kills.map(({ what }) => what))].sort()).toEqual([
      'backends',
      'balancer',
      'cable',
      'gate',
    ]);
  },
  300_000 + minutes * 75_000,
);
