import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ItemView } from '../../../src/messages/shared.ts';
import { WORKS, workItem } from './kinds/works.ts';
import { idOf } from './samples.ts';
import { type Stage, stage } from './stage.tsx';

let on: Stage;
afterEach(() => on?.stop());

const text = () => document.querySelector('#app')?.textContent ?? '';
const approve = () => document.querySelector('[data-name=approve]');
const toast = () => document.querySelector('.toast')?.textContent ?? '';
const meant = WORKS['record.update'];
const label = 'record' in meant ? (meant.record.label ?? '') : '';

/** A panel on a page that calls its record so, one reading after the other. */
async function onPage(names: (string | null)[], view: Partial<ItemView> = { unconfirmed: true }) {
  const titles = [...names];
  const item = await workItem(1, meant);
  on = await stage({
    uncovered: true,
    views: [{ item, ...view }],
    page: { title: () => ({ name: (titles.length > 1 ? titles.shift() : titles[0]) ?? null }) },
  });
  await on.show(idOf(1));
  await vi.waitFor(() => {
    expect(on.session.guard.armed(performance.now())).toBe(true);
    expect(on.session.model.plan.value).not.toBeNull();
  });
}
const asks = () => vi.waitFor(() => expect(text()).toContain('Is this that record?'), 5000);

describe('where the address names no account', () => {
  it('the same name on the page is enough, and is said', async () => {
    await onPage([label]);
    await vi.waitFor(() => expect(text()).toContain(`The page calls this record ${label}`));
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
  });

  it('the name of the record before is read again until the page has drawn this one', async () => {
    await onPage(['Somebody else', null, label]);
    expect(approve()?.getAttribute('aria-disabled')).toBe('true');
    await vi.waitFor(() => expect(text()).toContain(`The page calls this record ${label}`), 5000);
    expect(approve()?.getAttribute('aria-disabled')).not.toBe('true');
  });

  it('another name is asked about before anything can be approved', async () => {
    await onPage(['Somebody else']);
    await userEvent.keyboard('a');
    await asks();
    expect(text()).toContain('Somebody else');
    expect(text()).toContain(label);
    expect(on.decided).toEqual([]);
    document.querySelector<HTMLElement>('[data-name=record-yes]')?.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(text()).toContain('You said that this is the record.'));
    await userEvent.keyboard('a');
    await vi.waitFor(() => expect(on.decided).toHaveLength(1));
  });

  it('the same where the page shows no name; a no leaves the page alone', async () => {
    await onPage([null]);
    await asks();
    expect(text()).toContain('shows no name');
    document.querySelector<HTMLElement>('[data-name=record-no]')?.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(on.told.some(({ name }) => name === 'deny')).toBe(true));
    expect(on.decided).toEqual([]);
  });
});

it('where the address names the account, the page is not asked', async () => {
  await onPage(['Somebody else'], {});
  await userEvent.keyboard('a');
  await vi.waitFor(() => expect(on.decided).toHaveLength(1));
  expect(text()).not.toContain('Is this that record?');
});

describe('a decision from the page before', () => {
  const open = (about = 'Nadia Farouk') => ({
    open: {
      ...{ decisionId: idOf(50), proposalId: idOf(7), action: 'reject', about },
      undoUntil: new Date(Date.now() + 10_000).toISOString(),
    },
  });

  it('can be taken back here, where nothing waits', async () => {
    on = await stage({ uncovered: true, views: [], worker: { 'undo.open': () => open() } });
    await on.send('idle', { dark: true });
    await vi.waitFor(() => expect(toast()).toContain('Rejected: Nadia Farouk. Saved. In '));
    await vi.waitFor(() => expect(text()).toContain('Nothing waits'));
    expect(document.documentElement.dataset.theme).toBe('light');
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(on.undone).toEqual([idOf(50)]));
    await vi.waitFor(() => expect(toast()).toContain('Undone. Nothing has left. It waits'));
  });

  it('stays beside this page’s own item, until that is decided', async () => {
    const item = await workItem(1, meant);
    on = await stage({ uncovered: true, views: [{ item }], worker: { 'undo.open': () => open() } });
    await on.show(idOf(1));
    await vi.waitFor(() => expect(toast()).toContain('Rejected: Nadia Farouk'));
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(on.undone).toEqual([idOf(50)]));
    expect(on.session.model.currentId.value).toBe(idOf(1));
  });
});
