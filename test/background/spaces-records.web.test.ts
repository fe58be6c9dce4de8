import { describe, expect, test } from 'vitest';
import type { MessageSender } from '../../src/platform/runtime.ts';
import { getMeta, putMeta } from '../../src/store/meta.ts';
import { ACCOUNT, idOf, itemOf, WORKSPACE } from '../store/item.ts';
import {
  both,
  browser,
  content,
  db,
  FIRST,
  gates,
  OTHER,
  page,
  pairUp,
  refresh,
  SECOND,
} from './spaces-stage.ts';
import { GMAIL, PAGE } from './worker-ports.ts';

const SALESLOFT: MessageSender = {
  ...{ id: 'self', url: 'https://app.salesloft.com/app/people/4711', tabId: 9, frameId: 0 },
  ...{ documentId: 'doc-crm', tabUrl: 'https://app.salesloft.com/app/people/4711' },
};

describe('on a record whose address names no account', () => {
  const about = (n: number, account: string | undefined, workspaceId = WORKSPACE) =>
    itemOf(n, {
      ...{ workspaceId, kind: 'contact.enrich' },
      content: {
        kind: 'contact.enrich',
        contact: {
          ...{ system: 'salesloft', object: 'person', id: '4711' },
          ...(account === undefined ? {} : { account }),
        },
        changes: [{ field: 'city', before: null, after: 'Rotterdam' }],
      },
    });
  async function waiting(
    first: (string | undefined)[],
    second: (string | undefined)[],
  ): Promise<string[]> {
    browser.granted.add('https://app.salesloft.com/*');
    await page(PAGE, 'site.on', { name: 'salesloft' });
    for (const [n, account] of first.entries()) gates.first.upsert(about(n + 1, account));
    for (const [n, account] of second.entries()) gates.second.upsert(about(n + 11, account, OTHER));
    await pairUp(FIRST);
    await pairUp(SECOND);
    await refresh();
    const asked = { href: SALESLOFT.url ?? '', links: [], panel: false };
    return (await content(SALESLOFT, 'record.opened', asked)).waiting;
  }

  test('the connection that has the record says whose it is', async () => {
    expect(await waiting([], ['north'])).toEqual([idOf(11)]);
  });
  test('both are shown where both work in one account', async () => {
    expect(await waiting(['north'], ['north'])).toEqual([idOf(1), idOf(11)]);
  });
  test.each([
    ['they work in different accounts', ['north'], ['south']],
    ['one does not say in which', ['north'], [undefined]],
    ['neither says in which', [undefined], [undefined]],
  ])('neither is where %s', async (_, first, second) => {
    expect(await waiting(first, second)).toEqual([]);
  });
});

test('a send without a clearance is told to the workspace that lets this person send from the mailbox', async () => {
  await both();
  const pairing = await getMeta(db, 'pairing');
  if (!pairing) throw new Error('not paired');
  const reviewer = { ...pairing.reviewer, mailboxes: ['another@northwind.example'] };
  await putMeta(db, 'pairing', { ...pairing, reviewer });
  await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
  await content(GMAIL, 'send.uncleared', { detail: 'It could not be stopped.' });
  await refresh();
  expect(gates.first.asked).not.toContain('POST /v1/signals');
  expect(gates.second.asked).toContain('POST /v1/signals');
});
