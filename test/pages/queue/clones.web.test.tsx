import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { contentDigest } from '../../../src/core/digest/content.ts';
import { BUYERS } from '../../core/clones/drafts.ts';
import { enrollmentOf, updateOf } from '../../core/clones/works.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import { db, gone, openQueue, outbox, ready, start } from './queue-stage.ts';
import { bring, cloneOf, due } from './stage.tsx';

describe('clones', () => {
  const atClones = async () => {
    const tab = await start();
    await userEvent.keyboard('j');
    await vi.waitFor(() => expect(tab.queue.session.model.currentId.value).toBe(idOf(2)));
    // A second press by a finger, not by a key that bounces.
    await new Promise((resolve) => setTimeout(resolve, 60));
    await userEvent.keyboard('j');
    await vi.waitFor(() => expect(tab.root.querySelector('.clones')).not.toBeNull(), {
      timeout: 3000,
    });
    await ready(tab.queue);
    return tab;
  };

  test('show only what differs, and one key decides all of them under one batch', async () => {
    const { root } = await atClones();
    const heads = [...root.querySelectorAll('.clones th')].map((head) => head.textContent);
    expect(heads).toEqual(['recipient', 'company', 'first name', 'sites', 'Alone']);
    await userEvent.keyboard('c');
    await gone(root, idOf(100));
    // The line goes with its first row; the others are saved one after the other.
    await vi.waitFor(async () => expect(await outbox()).toHaveLength(5));
    const rows = await outbox();
    expect(rows.map(({ proposalId }) => proposalId).sort()).toEqual(
      [100, 101, 102, 103, 104].map(idOf),
    );
    expect(new Set(rows.map(({ decision }) => JSON.stringify(decision.batch))).size).toBe(1);
    expect(rows.every(({ decision }) => decision.batch !== undefined)).toBe(true);
    await vi.waitFor(() => expect(root.querySelector('.toast')?.textContent).toContain('5 clones'));
    await userEvent.keyboard('z');
    await vi.waitFor(async () => expect(await outbox()).toEqual([]));
  });

  test('leave out a row that was pulled, which is then decided by itself', async () => {
    const { root, queue } = await atClones();
    await userEvent.click(root.querySelectorAll('[data-name=pull]')[1] ?? root);
    await vi.waitFor(() => expect(queue.session.model.currentId.value).toBe(idOf(101)));
    expect(root.querySelector('.clones')).toBeNull();
    await ready(queue);
    await userEvent.keyboard('k');
    await vi.waitFor(() => expect(root.querySelectorAll('.clones tbody tr')).toHaveLength(4));
    await ready(queue);
    await userEvent.keyboard('c');
    await vi.waitFor(async () => expect(await outbox()).toHaveLength(4));
    expect((await outbox()).map(({ proposalId }) => proposalId)).not.toContain(idOf(101));
  });

  test('that are none any more when the key comes are refused one by one', async () => {
    const { root } = await atClones();
    await bring(db, [await cloneOf(2, { revision: 2 })]);
    await userEvent.keyboard('c');
    await vi.waitFor(() => expect(root.textContent).toContain('1 was not: look at it alone'), {
      timeout: 3000,
    });
    expect(await outbox()).toHaveLength(4);
  });

  test('are all rejected by one key and a digit, each under the same batch and reason', async () => {
    const { root, queue } = await atClones();
    await userEvent.keyboard('{Shift>}C{/Shift}');
    await vi.waitFor(() => expect(root.textContent).toContain('Reject all 5 in the table: why?'));
    expect(await outbox()).toEqual([]);
    await userEvent.type(root.querySelector('#reject-note') ?? root, 'acx 3, no docks');
    expect(await outbox()).toEqual([]);
    await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('8');
    await gone(root, idOf(100));
    await vi.waitFor(async () => expect(await outbox()).toHaveLength(5));
    const rows = await outbox();
    expect(rows.map(({ proposalId }) => proposalId).sort()).toEqual(
      [100, 101, 102, 103, 104].map(idOf),
    );
    for (const { decision } of rows)
      expect(decision).toMatchObject({
        action: 'reject',
        reason: { code: 'timing', note: 'acx 3, no docks' },
      });
    expect(new Set(rows.map(({ decision }) => decision.batch?.id)).size).toBe(1);
    await vi.waitFor(() => expect(queue.session.model.said.value).toContain('Rejected 5 clones'));
    await userEvent.keyboard('z');
    await vi.waitFor(async () => expect(await outbox()).toEqual([]));
  });

  test('that are enrollments or updates are one line and one key too', async () => {
    const works = await Promise.all(
      [enrollmentOf, updateOf].flatMap((make, kind) =>
        BUYERS.map(async (buyer, n) => {
          const { proposalId: _id, workflow: _flow, ...work } = make(buyer);
          const made = await itemOf(200 + 10 * kind + n, { ...work, dueAt: due(kind * 60 + n) });
          return { ...made, contentDigest: await contentDigest(made.content) };
        }),
      ),
    );
    const { root, queue } = await openQueue(works);
    for (const first of [200, 210]) {
      await ready(queue);
      await vi.waitFor(() => expect(root.querySelectorAll('.clones tbody tr')).toHaveLength(5));
      expect(queue.session.model.currentId.value).toBe(idOf(first));
      expect(root.querySelector('.clones')?.textContent).toContain('The same work but for what');
      await ready(queue);
      await userEvent.keyboard('c');
      await gone(root, idOf(first));
    }
    await vi.waitFor(async () => expect(await outbox()).toHaveLength(10));
  });

  test('can be compared with the one that was read in full, when one is looked at alone', async () => {
    const { root, queue } = await atClones();
    await userEvent.click(root.querySelectorAll('[data-name=pull]')[1] ?? root);
    await vi.waitFor(() => expect(queue.session.model.currentId.value).toBe(idOf(101)));
    await ready(queue);
    await userEvent.keyboard('v');
    await vi.waitFor(() => expect(root.querySelector('.edited ins')).not.toBeNull());
    expect(root.querySelector('.edited')?.getAttribute('aria-label')).toContain('the clone');
    const added = [...root.querySelectorAll('.edited ins')].map((ins) => ins.textContent).join();
    for (const word of ['ana', 'nordfracht', 'Nordfracht', '9']) expect(added).toContain(word);
  });

  test('without a table on screen the key does nothing', async () => {
    await start();
    await userEvent.keyboard('c');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await outbox()).toEqual([]);
  });
});
