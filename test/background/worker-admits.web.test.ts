import { expect, test } from 'vitest';
import type { MessageSender } from '../../src/platform/runtime.ts';
import { ACCOUNT, idOf, itemOf } from '../store/item.ts';
import { GMAIL, PANEL } from './worker-ports.ts';
import { content, decideOn, panel, ready } from './worker-stage.ts';

test('a page sees its own mailbox, and no text; an unknown account sees nothing', async () => {
  const other = itemOf(2, { placement: { host: 'gmail', account: 'other@northwind.example' } });
  await ready(itemOf(1), other);
  const { entries } = await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  expect(entries.map(({ proposalId }) => proposalId)).toEqual([idOf(1)]);
  expect((await content(GMAIL, 'page.opened', { host: 'gmail' })).entries).toEqual([]);
  expect(await panel(PANEL, 'item.get', { proposalId: idOf(2) })).toEqual({});
  expect(await decideOn(2)).toMatchObject({ saved: false });
});

test('a page gets the index of no other inbox than its own, whatever it calls itself', async () => {
  await ready(itemOf(1));
  const asked = { host: 'outlook', account: ACCOUNT } as const;
  await expect(content(GMAIL, 'page.opened', asked)).rejects.toThrow(/not a page of this inbox/);
});

test('a nonce is good once, in its own tab, for the document it was made for', async () => {
  await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  const hello = (from: MessageSender, nonce: string) => panel(from, 'panel.hello', { nonce });
  await expect(panel(PANEL, 'panel.ping', {})).rejects.toThrow(/not admitted/);
  const { nonce } = await content(GMAIL, 'panel.nonce', {});
  expect(await hello({ ...PANEL, tabId: 8 }, nonce)).toMatchObject({ admitted: false });
  expect(await hello(PANEL, nonce)).toMatchObject({ admitted: false });
  const second = (await content(GMAIL, 'panel.nonce', {})).nonce;
  const both = await Promise.all([
    hello(PANEL, second),
    hello({ ...PANEL, documentId: 'doc-2' }, second),
  ]);
  expect(both.map(({ admitted: ok }) => ok)).toEqual([true, false]);
  expect(await panel(PANEL, 'panel.ping', {})).toEqual({});
  const third = (await content(GMAIL, 'panel.nonce', {})).nonce;
  const next = { ...GMAIL, documentId: 'doc-next' };
  await content(next, 'page.opened', { host: 'gmail', account: ACCOUNT });
  expect(await hello(PANEL, third)).toMatchObject({ admitted: false });
  await expect(panel(PANEL, 'panel.ping', {})).rejects.toThrow(/not admitted/);
});
