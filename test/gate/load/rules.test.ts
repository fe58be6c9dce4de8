import { describe, expect, it } from 'vitest';
import { clean, START } from './clean.ts';
import { AUDIT, FEEDS, LOST } from './planted-kept.ts';
import { TWICE, UNCLEARED } from './planted-left.ts';
import { drop, one, reader } from './planting.ts';
import { violations } from './rules.ts';

describe('the checker of the long load', () => {
  it('finds nothing in a run that kept every rule', () => {
    expect(violations(clean())).toEqual([]);
  });

  it("takes a device's redemption whose answer was cut off, and what came before a pause", () => {
    const run = clean();
    run.devices = { redeemed: [], wrongly: [], reported: [] };
    one(run.rows.dispatches, { id: 'dispatch-draft' }).state = 'claimed';
    drop(run.log, { subjectId: 'dispatch-draft', became: 'executed' });
    run.verdict.rows -= 1;
    run.pauses.push({ workflowId: 'mail', from: START + 1_015, to: START + 2_000 });
    expect(violations(run)).toEqual([]);
  });

  it('takes a feed that starts over, and one that leaves states out', () => {
    const run = clean();
    const { pages } = reader(run);
    const [first] = pages;
    if (!first) throw new Error('the clean run has pages');
    pages.push({ cursor: '0.0', resync: true, entries: [] });
    pages.push({ ...first, entries: first.entries.map((each) => ({ ...each, removed: true })) });
    expect(violations(run)).toEqual([]);
  });

  describe.each([
    ['what left uncleared', UNCLEARED],
    ['what happened twice', TWICE],
    ['what was lost', LOST],
    ['a feed with holes or out of order', FEEDS],
    ['an audit chain that tells something else', AUDIT],
  ])('finds %s:', (_group, planted) => {
    it.each(planted)('%s', (_name, plant, says) => {
      const run = clean();
      plant(run);
      expect(violations(run).join('\n')).toMatch(says);
    });
  });
});
