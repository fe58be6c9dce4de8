import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { composeDigest, tailDigest } from '../../../src/core/digest/compose.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import { runsOf } from '../../../src/core/text/runs.ts';
import { watchCoverage } from '../../../src/pages/panel/coverage.ts';
import { idOf, itemOf, mailOf, readingMessage } from './samples.ts';
import { type Stage, stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.stop());

const ready = () =>
  vi.waitFor(() => {
    expect(on.session.guard.armed(performance.now())).toBe(true);
    expect(on.session.model.plan.value).not.toBeNull();
  });
const views = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => ({
      item: await itemOf(n + 1, { content: mailOf({ subject: `Mail ${n + 1}` }) }),
    })),
  );
const title = () => document.querySelector('.mail .facts .marked-text')?.textContent;
const toast = () => document.querySelector('.toast')?.textContent ?? '';
const text = () => document.querySelector('#app')?.textContent ?? '';
const calls = (name: string) => on.told.filter((one) => one.name === name);

describe('without a compose', () => {
  test('a approves exactly the revision, the next one is there; z brings it back', async () => {
    on = await stage({ views: await views(3), uncovered: true });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    expect(title()).toContain('Mail 2');
    expect(on.decided[0]).toMatchObject({
      action: 'approve',
      proposalId: idOf(1),
      revision: 1,
      contentDigest: on.views.get(idOf(1))?.item.contentDigest,
      releaseNow: false,
    });
    expect(on.decided[0]).not.toHaveProperty('content');
    await vi.waitFor(() => expect(toast()).toContain('Saved'));
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(on.undone).toEqual([on.decided[0]?.decisionId]));
    await vi.waitFor(() => expect(title()).toContain('Mail 1'));
  });

  test('the next item is in the document before the next frame', async () => {
    on = await stage({ views: await views(2), uncovered: true });
    await on.show(idOf(1));
    await ready();
    let seen = '';
    window.addEventListener(
      'keydown',
      () => queueMicrotask(() => requestAnimationFrame(() => (seen = title() ?? ''))),
      { once: true },
    );
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(seen).not.toBe(''));
    expect(seen).toContain('Mail 2');
  });

  test('r and a digit reject with that reason; x escalates; s and j move on without deciding', async () => {
    on = await stage({ views: await views(4), uncovered: true });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('s');
    await vi.waitFor(() => expect(title()).toContain('Mail 2'));
    await userEvent.keyboard('j');
    await vi.waitFor(() => expect(title()).toContain('Mail 3'));
    expect(on.decided).toEqual([]);
    await ready();
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(text()).toContain('Reject: why?'));
    await userEvent.keyboard('2');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    expect(on.decided[0]).toMatchObject({
      action: 'reject',
      proposalId: idOf(3),
      reason: { code: 'wrong_person' },
    });
    await ready();
    await userEvent.keyboard('x');
    await vi.waitFor(() => expect(on.decided[1]).toMatchObject({ action: 'escalate' }));
  });

  test('typing in the note or the editor decides nothing', async () => {
    on = await stage({ views: await views(2), uncovered: true });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(document.querySelector('#reject-note')).not.toBeNull());
    await userEvent.type(document.querySelector('#reject-note') as Element, 'a 1 x');
    expect(on.decided).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('e');
    await vi.waitFor(() => expect(document.querySelector('#edit-body')).not.toBeNull());
    await userEvent.fill(document.querySelector('#edit-body') as Element, 'a short x one');
    expect(on.decided).toEqual([]);
    await vi.waitFor(() =>
      expect(on.session.model.plan.value).toMatchObject({ action: 'approve_edited' }),
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.click(document.querySelector('[data-name=approve]') as Element);
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    const content = mailOf({ subject: 'Mail 1', body: '<p>a short x one</p>' });
    expect(on.decided[0]).toMatchObject({
      action: 'approve_edited',
      content,
      contentDigest: await contentDigest(content),
      reason: { code: 'too_long' },
    });
  });

  test('made-up keys and clicks decide nothing', async () => {
    on = await stage({ views: await views(2), uncovered: true });
    await on.show(idOf(1));
    await ready();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', bubbles: true }));
    document.querySelector<HTMLElement>('[data-name=approve]')?.click();
    await userEvent.keyboard('f');
    await vi.waitFor(() => expect(on.session.model.activeFinding.value).not.toBeNull());
    expect(on.decided).toEqual([]);
  });

  test('a double press decides one item', async () => {
    on = await stage({ views: await views(3), uncovered: true });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('aa');
    await ready();
    expect(on.decided.map(({ proposalId }) => proposalId)).toEqual([idOf(1)]);
  });

  test('what another answers for shows who instead of the keys, and no key decides it', async () => {
    const [first, second] = await views(2);
    if (!first || !second) throw new Error('no views');
    const ownership = { mine: false, message: 'Ana answers for this. Bo stands in.' };
    const until = new Date(Date.now() + 60_000).toISOString();
    const past = new Date(Date.now() - 60_000).toISOString();
    const openWith = [
      { name: 'Ana', until },
      { name: 'Gone', until: past },
    ];
    const one = { item: { ...first.item, ownership, openWith } };
    on = await stage({ views: [one, second], uncovered: true });
    await on.show(idOf(1));
    await vi.waitFor(() => expect(text()).toContain('Ana answers for this. Bo stands in.'));
    expect(text()).toContain('open with Ana');
    expect(text()).not.toContain('Gone');
    for (const name of ['approve', 'reject', 'escalate'])
      expect(document.querySelector(`[data-name=${name}]`)).toBeNull();
    await ready();
    await userEvent.keyboard('a');
    await userEvent.keyboard('x');
    await userEvent.keyboard('r1');
    await vi.waitFor(() => expect(toast()).toContain('Ana answers for this'));
    expect(on.decided).toEqual([]);
    await userEvent.keyboard('s');
    await vi.waitFor(() => expect(title()).toContain('Mail 2'));
  });

  test('what the gate says of an accepted decision is shown', async () => {
    const [first] = await views(1);
    if (!first) throw new Error('no view');
    const local = {
      ...{ decisionId: idOf(9), action: 'approve', state: 'accepted' as const },
      ...{ undoUntil: new Date().toISOString(), detail: 'It waits for one other reviewer.' },
    };
    on = await stage({ views: [{ ...first, local }], uncovered: true });
    await on.show(idOf(1));
    await vi.waitFor(() => expect(text()).toContain('It waits for one other reviewer.'));
  });

  test('what the worker did not save is never called saved, and comes back', async () => {
    const decide = () => ({ saved: false as const, detail: 'The disk is full.' });
    on = await stage({ views: await views(2), uncovered: true, worker: { decide } });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(text()).toContain('The disk is full.'));
    expect(title()).toContain('Mail 1');
    expect(toast()).not.toContain('Saved');
  });

  test('a worker that dies over a decision is asked again with the same id', async () => {
    const ids: string[] = [];
    on = await stage({
      views: await views(2),
      uncovered: true,
      worker: {
        decide: ({ decisionId }) => {
          ids.push(decisionId);
          if (ids.length === 1) throw new Error('stopped');
          return { saved: true, undoUntil: new Date(Date.now() + 9000).toISOString() };
        },
      },
    });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(toast()).toContain('Saved'));
    expect(ids[1]).toBe(ids[0]);
  });

  test('covered, nothing is decided and it says so', async () => {
    on = await stage({ views: await views(2), uncovered: false });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(toast()).toContain('covers or scales'));
    expect(on.decided).toEqual([]);
  });
});

describe('in a bound compose', () => {
  const tailHtml = '<p>Ana Reyes</p>';
  const open = async (delivery: 'gate' | 'compose', worker = {}) => {
    const content = mailOf({ delivery });
    const item = await itemOf(1, { content });
    const reading = { ...readingMessage(content, { tail: runsOf(tailHtml) }), tailHtml };
    on = await stage({
      views: [{ item }, ...(await views(2)).slice(1)],
      reading,
      uncovered: true,
      worker,
    });
    await on.show(idOf(1), { surfaceId: 's1' });
    await ready();
    return { content, reading };
  };

  test('approve binds content, compose and tail as the page holds them', async () => {
    const { content, reading } = await open('gate');
    await vi.waitFor(() => expect(calls('mark')).not.toEqual([]));
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
    const leaves = { ...content, tail: tailHtml };
    expect(on.decided[0]).toMatchObject({
      action: 'approve',
      content: leaves,
      contentDigest: await contentDigest(leaves),
      composeDigest: await composeDigest(reading.compose),
      tailDigest: await tailDigest(reading.compose),
    });
  });

  test('a draft that changed under the key is not approved', async () => {
    const { reading } = await open('gate');
    on.setReading({ ...reading, compose: { ...reading.compose, subject: 'Sneaked in' } });
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(text()).toContain('changed while you approved'));
    expect(on.decided).toEqual([]);
    expect(on.session.model.currentId.value).toBe(idOf(1));
  });

  test('e gives the focus to the draft, and the difference grows in the panel', async () => {
    const { reading } = await open('gate');
    await userEvent.keyboard('e');
    await vi.waitFor(() => expect(calls('blur')).toHaveLength(1));
    await on.send('reading', {
      surfaceId: 's1',
      reading: { ...reading, compose: { ...reading.compose, subject: 'Another subject' } },
    });
    await vi.waitFor(() => expect(document.querySelector('ins')?.textContent).toContain('Another'));
  });

  test('approve and send waits for the clearance, then has the page send', async () => {
    const settle = async () => {
      const view = on.views.get(idOf(1));
      if (!view) return {};
      const clearance = {
        id: idOf(9),
        contentDigest: view.item.contentDigest,
        executor: `gmail-compose:${idOf(3)}`,
        expiresAt: '2027-01-01T00:00:00.000Z',
        state: 'open' as const,
      };
      return { view: { item: { ...view.item, state: 'approved' as const, clearance } } };
    };
    await open('compose', { 'decision.settled': settle });
    await userEvent.keyboard('{Shift>}A{/Shift}');
    await vi.waitFor(() => expect(calls('send')).toHaveLength(1));
    expect(on.decided[0]).toMatchObject({ releaseNow: true });
    await vi.waitFor(() => expect(text()).toContain('Sending'));
    await on.send('sent', { proposalId: idOf(1), outcome: 'executed' });
    await vi.waitFor(() => expect(text()).toContain('It has left'));
  });

  test('what has left is said to have been wrong by the key that would reject it, once', async () => {
    const item = { ...(await itemOf(1)), state: 'executed' as const };
    on = await stage({ views: [{ item }], uncovered: true });
    await on.show(idOf(1));
    await vi.waitFor(() => expect(text()).toContain('This was wrong'));
    await ready();
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(text()).toContain('You said that it was wrong'));
    await userEvent.keyboard('r');
    const reports = on.asked.filter(({ name }) => name === 'defect.report');
    expect(reports).toEqual([{ name: 'defect.report', payload: { proposalId: idOf(1) } }]);
    expect(on.decided).toEqual([]);
  });

  test('and is taken back by the undo key while it has not been told', async () => {
    const item = { ...(await itemOf(1)), state: 'executed' as const };
    on = await stage({ views: [{ item }], uncovered: true });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(text()).toMatch(/had left\. In \d+ s the gate is told/));
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(text()).toContain('Taken back. Nothing was said about it.'));
    expect(text()).toContain('This was wrong');
    expect(on.asked.at(-1)).toEqual({ name: 'defect.undo', payload: { proposalId: idOf(1) } });
    expect(on.undone).toEqual([]);
  });

  test('what is told already says that it is too late', async () => {
    const item = { ...(await itemOf(1)), state: 'executed' as const };
    const worker = { 'defect.undo': () => ({ undone: false }) };
    on = await stage({ views: [{ item }], uncovered: true, worker });
    await on.show(idOf(1));
    await ready();
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(text()).toContain('You said that it was wrong'));
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(text()).toContain('Too late to take back'));
    expect(text()).toContain('You said that it was wrong');
  });

  test('without a clearance nothing is sent', async () => {
    await open('compose');
    await userEvent.keyboard('{Shift>}A{/Shift}');
    await vi.waitFor(() => expect(text()).toContain('Approved, not sent'));
    expect(calls('send')).toEqual([]);
  });
});

test('the browser itself says when something covers an element', async () => {
  on = await stage({ views: [], uncovered: true });
  const box = document.createElement('div');
  box.style.cssText = 'position:fixed;inset:100px auto auto 400px;width:100px;height:100px';
  box.append(document.createElement('p'));
  const over = document.createElement('div');
  over.style.cssText =
    'position:fixed;inset:120px auto auto 420px;width:20px;height:20px;background:red';
  document.body.append(box);
  const seen: boolean[] = [];
  const stop = new AbortController();
  watchCoverage({ elements: [box], onChange: (free) => seen.push(free), signal: stop.signal });
  await vi.waitFor(() => expect(seen).not.toEqual([]));
  document.body.append(over);
  await vi.waitFor(() => expect(seen.at(-1)).toBe(false));
  stop.abort();
});
