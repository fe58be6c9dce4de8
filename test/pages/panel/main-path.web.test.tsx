import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { composeDigest, tailDigest } from '../../../src/core/digest/compose.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import { idOf, itemOf, mailOf, readingMessage } from './samples.ts';
import { type Stage, stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.stop());

const armed = (s: Stage) =>
  vi.waitFor(() => expect(s.session.guard.armed(performance.now())).toBe(true));
const planned = (s: Stage) => vi.waitFor(() => expect(s.session.model.plan.value).not.toBeNull());
const three = async () =>
  Promise.all(
    [1, 2, 3].map(async (n) => ({
      item: await itemOf(n, { content: mailOf({ subject: `Mail ${n}` }) }),
    })),
  );
const title = () => document.querySelector('.mail .facts .marked-text')?.textContent;

describe('the main path, without a compose', () => {
  test('hello, show, painted; a approves exactly the revision and the next one is there', async () => {
    on = await stage({ views: await three(), uncovered: true });
    await on.show(idOf(1));
    await vi.waitFor(() => expect(title()).toContain('Mail 1'));
    await armed(on);
    await planned(on);
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    expect(title()).toContain('Mail 2');
    const item = on.views.get(idOf(1))?.item;
    expect(on.decided[0]).toMatchObject({
      action: 'approve',
      proposalId: idOf(1),
      revision: 1,
      contentDigest: item?.contentDigest,
      releaseNow: false,
    });
    expect(on.decided[0]).not.toHaveProperty('content');
    await vi.waitFor(() =>
      expect(document.querySelector('.toast')?.textContent).toContain('Saved'),
    );
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(on.undone).toEqual([on.decided[0]?.decisionId]));
    await vi.waitFor(() => expect(title()).toContain('Mail 1'));
  });
});
