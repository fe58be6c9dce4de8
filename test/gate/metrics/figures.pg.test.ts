import { describe, expect, it } from 'vitest';
import type { MetricsAnswer } from '../../../src/protocol/metrics.ts';
import { withClient } from '../../support/pg-as.ts';
import { everyFigureHolds } from './every-figure.ts';
import { database, read, rowsOf, store, years } from './figures-stage.ts';
import type { FilledYear } from './fill.ts';
import { cameBack, groupOf, rounded, SENT, type Where } from './plain.ts';

const CASES: Omit<Where, 'at'>[] = [
  { by: 'all' },
  { by: 'all', workflowId: 'w1' },
  { by: 'workflow' },
  { by: 'model-version' },
  { by: 'template' },
  { by: 'template', workflowId: 'w2' },
];

describe('every figure equals a plain query over what is recorded', () => {
  it.each(CASES)(
    'before anything is counted: %j',
    async (which) => {
      for (const at of years) await everyFigureHolds({ at, ...which });
    },
    60_000,
  );

  it('and once the weeks that are over are counted', async () => {
    expect(await store.metrics.roll({ now: Date.now() })).toBeGreaterThan(20);
    const [first, second, last] = years;
    if (!first || !second || !last) throw new Error('no year');
    for (const at of [first, second]) await everyFigureHolds({ at, by: 'workflow' });
    for (const which of CASES) await everyFigureHolds({ at: last, ...which });
  }, 120_000);
});

describe('told apart', () => {
  const first = (): FilledYear => {
    const [at] = years;
    if (!at) throw new Error('no year');
    return at;
  };

  it('by workflow, each is what a question about that one alone is answered', async () => {
    const at = first();
    const { apart = [] } = await read({ at, by: 'workflow' });
    expect(apart).toHaveLength(3);
    for (const { group, ...told } of apart) {
      const alone = await read({ at, by: 'all', workflowId: group });
      const { detection, agreement, outcomes, signals } = alone;
      expect(outcomes.length).toBeGreaterThan(4);
      expect(rounded({ ...told })).toEqual(rounded({ detection, agreement, outcomes, signals }));
    }
  });

  it.each(['model-version', 'template'] as const)(
    'by %s, each is a plain count, and together they are the whole',
    async (by) => {
      const where: Where = { at: first(), by };
      const { apart = [], outcomes, detection, groups } = await read(where);
      expect(apart.map(({ group }) => group)).toEqual(groups.map(({ id }) => id));
      expect(apart.reduce((sum, one) => sum + one.detection.n, 0)).toBe(detection.n);
      const sent = await rowsOf(
        where,
        `select s.*, ${cameBack("'reply'")} as hit from (${SENT}) s`,
      );
      for (const { group, outcomes: own } of apart)
        for (const arm of ['approve', 'approve_edited', 'nobody'] as const) {
          const mine = sent.filter((row) => row.kind === arm && groupOf(row, by) === group);
          const told = own.find((one) => one.arm === arm && one.outcome === 'reply');
          const hits = mine.filter(({ hit }) => hit).length;
          expect([group, arm, told?.n ?? 0, told?.hits ?? 0]).toEqual([
            ...[group, arm, mine.length, hits],
          ]);
        }
      for (const { arm, outcome, hits } of outcomes) {
        const same = apart.flatMap(({ outcomes: own }) =>
          own.filter((one) => one.arm === arm && one.outcome === outcome),
        );
        if (arm === 'by-hand') for (const one of same) expect(one.hits).toBe(hits);
        else expect(same.reduce((sum, one) => sum + one.hits, 0)).toBe(hits);
      }
    },
  );
});

describe('weeks that are counted', () => {
  it('are counted once, whoever looks', async () => {
    await store.metrics.roll({ now: Date.now() });
    const [a, b] = await Promise.all([
      store.metrics.roll({ now: Date.now() }),
      store.metrics.roll({ now: Date.now() }),
    ]);
    expect([a, b]).toEqual([0, 0]);
  });

  it('are counted anew when something comes back for a send of theirs', async () => {
    const [at] = years;
    if (!at) throw new Error('no year');
    const where: Where = { at, by: 'all' };
    const { workspaceId } = at;
    const sent = await rowsOf(
      where,
      `select * from (${SENT}) s where not ${cameBack("'meeting'")}
      and at < now() - interval '3 weeks'`,
    );
    const signals = sent.slice(0, 20).map(({ id }, nth) => ({
      ...{ id: `late-${nth}`, type: 'meeting' as const, proposalId: id },
      at: new Date().toISOString(),
    }));
    const before = await read(where);
    await store.signals.add({ workspaceId, source: 'crm', signals });
    expect(await store.metrics.roll({ now: Date.now() })).toBeGreaterThan(0);
    const after = await read(where);
    const meetings = (answer: MetricsAnswer): number =>
      answer.outcomes
        .filter(({ outcome, arm }) => outcome === 'meeting' && arm !== 'by-hand')
        .reduce((sum, { hits }) => sum + hits, 0);
    expect(meetings(after)).toBe(meetings(before) + 20);
    await everyFigureHolds(where);
  }, 60_000);

  it('can be thrown away and made again', async () => {
    const [at] = years;
    if (!at) throw new Error('no year');
    const kept = await read({ at, by: 'template' });
    await withClient({ url: database.adminUrl }, (client) =>
      client.query('truncate metric_spans, metric_sums, metric_spreads, metric_heard'),
    );
    const { at: _first, ...uncounted } = await read({ at, by: 'template' });
    await store.metrics.roll({ now: Date.now() });
    const { at: _again, ...counted } = await read({ at, by: 'template' });
    expect(rounded(counted)).toEqual(rounded(uncounted));
    expect(rounded(counted).series).toEqual(rounded(kept).series);
  }, 60_000);
});
