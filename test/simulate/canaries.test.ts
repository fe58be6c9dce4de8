import { expect, it } from 'vitest';
import { tellApart } from './canaries/simulate.ts';

// Small; `npm run simulate -- canaries` is the whole of it.
it('planted items can’t be told from real ones by anything but what was planted', async () => {
  const { auroc, kinds } = await tellApart({ seed: 5, pairs: 400 });
  expect(auroc.interval?.low).toBeLessThan(0.55);
  expect(auroc.value).toBeLessThan(0.6);
  expect([...kinds.keys()].sort()).toEqual(['email.draft', 'record.update']);
}, 120_000);

it('the classifier finds what would give them away: a creation two milliseconds later', async () => {
  const { auroc } = await tellApart(
    { seed: 6, pairs: 400 },
    () => undefined,
    (item) => ({ ...item, createdAt: item.createdAt + 3 }),
  );
  expect(auroc.interval?.low).toBeGreaterThan(0.6);
}, 120_000);
