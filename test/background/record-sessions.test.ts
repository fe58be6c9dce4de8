import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type PanelOf, type SessionMemory, Sessions } from '../../src/background/sessions.ts';
import { visibleTo, withLocal } from '../../src/background/views.ts';
import type { RecordIdentity } from '../../src/core/hosts/catalogue.ts';
import type { Store } from '../../src/store/db.ts';
import type { ItemRow } from '../../src/store/rows.ts';
import { itemOf } from '../store/item.ts';

const page = (id: string) => `https://app.hubspot.com/contacts/4412/record/0-1/${id}`;
const record = (recordId: string): RecordIdentity => ({
  ...{ system: 'hubspot', recordType: 'contact', recordId, accountId: '4412' },
});
const work = (id: string): ItemRow => {
  const contact = { system: 'hubspot', account: '4412', object: 'contact', id };
  const changes = [{ field: 'city', before: null, after: 'Rotterdam' }];
  const item = itemOf(1, { content: { kind: 'contact.enrich', contact, changes } });
  return { item, proposalId: item.proposalId, account: '' } as ItemRow;
};
const CONTENT = { tabId: 7, frameId: 0, documentId: 'page' };
const PANEL = { tabId: 7, frameId: 3, documentId: 'panel' };

function memory(): SessionMemory {
  const kept = new Map<string, unknown>();
  return {
    get: async (key) => kept.get(key),
    all: async () => Object.fromEntries(kept),
    set: async (key, value) => void kept.set(key, value),
    remove: async (keys) => {
      for (const key of [keys].flat()) kept.delete(key);
    },
  };
}

let sessions: Sessions;
const opened = (id: string) =>
  sessions.recordOpened(CONTENT, {
    ...{ host: 'hubspot', href: page(id), place: id, records: [record(id)] },
  });
const panelAt = (tabUrl: string, documentId = 'panel') =>
  sessions.panelOf({ ...PANEL, documentId, tabUrl });
const sees = (panel: PanelOf) => ['1', '2', '3'].filter((id) => visibleTo(panel, work(id)));
async function newPanel(documentId: string): Promise<void> {
  const nonce = await sessions.issueNonce(CONTENT);
  expect(await sessions.admit({ ...PANEL, documentId }, nonce)).toBe(true);
}

beforeEach(async () => {
  vi.useFakeTimers({ now: 0 });
  sessions = new Sessions(memory(), () => Date.now());
  await opened('1');
  await newPanel('panel');
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a panel on a record page', () => {
  it('whose tab went on and whose page is deaf decides nothing', async () => {
    const asked = expect(panelAt(page('2'))).rejects.toThrow(/another record/);
    await vi.advanceTimersByTimeAsync(2_000);
    await asked;
  });

  it('sees work on its record only, and no mail', async () => {
    const panel = await panelAt(page('1'));
    expect(sees(panel)).toEqual(['1']);
    const mail = itemOf(2);
    expect(visibleTo(panel, { item: mail, account: 'maya@northwind.example' } as ItemRow)).toBe(
      false,
    );
  });

  it('still decides on its own record a moment after the page went on, and on no other', async () => {
    await opened('2');
    expect(sees(await panelAt(page('2')))).toEqual(['1']);
    await opened('3');
    expect(sees(await panelAt(page('3')))).toEqual(['1']);
    await newPanel('third');
    expect(sees(await panelAt(page('3'), 'third'))).toEqual(['3']);
    await vi.advanceTimersByTimeAsync(3_000);
    await expect(panelAt(page('3'))).rejects.toThrow(/another record/);
    expect(sees(await panelAt(page('3'), 'third'))).toEqual(['3']);
  });

  it('decides on its record again when the page is back there', async () => {
    await opened('2');
    await vi.advanceTimersByTimeAsync(5_000);
    await opened('1');
    expect(sees(await panelAt(page('1')))).toEqual(['1']);
  });

  it('waits for the page to say where it went', async () => {
    const asked = panelAt(page('2'));
    await vi.advanceTimersByTimeAsync(100);
    await opened('2');
    await vi.advanceTimersByTimeAsync(100);
    expect(sees(await asked)).toEqual(['1']);
  });

  it('is over with its document', async () => {
    await sessions.recordOpened(
      { ...CONTENT, documentId: 'other' },
      { host: 'hubspot', href: page('1'), place: '1', records: [record('1')] },
    );
    await expect(panelAt(page('1'))).rejects.toThrow(/not admitted/);
  });
});

describe('the last decision of a tab', () => {
  const one = '00000000-0000-7000-8000-000000000001';
  const two = '00000000-0000-7000-8000-000000000002';

  it('is known on the next record, and on the next document', async () => {
    expect(await sessions.lastDecided(PANEL)).toBeNull();
    await sessions.decided(PANEL, one);
    await opened('2');
    expect(await sessions.lastDecided({ ...PANEL, documentId: 'second' })).toBe(one);
    await sessions.recordOpened(
      { ...CONTENT, documentId: 'other' },
      { host: 'hubspot', href: page('3'), place: '3', records: [record('3')] },
    );
    expect(await sessions.lastDecided({ ...CONTENT, documentId: 'other' })).toBe(one);
    await sessions.decided(PANEL, two);
    expect(await sessions.lastDecided(PANEL)).toBe(two);
  });

  it('is known though it is being written down just now', async () => {
    const writing = sessions.decided(PANEL, one);
    expect(await sessions.lastDecided(PANEL)).toBe(one);
    await writing;
  });

  it('is no other tab’s, and ends with its own', async () => {
    await sessions.decided(PANEL, one);
    expect(await sessions.lastDecided({ ...PANEL, tabId: 8 })).toBeNull();
    expect(await sessions.lastDecided({ documentId: 'side panel' })).toBeNull();
    await sessions.tabClosed(7);
    expect(await sessions.lastDecided(PANEL)).toBeNull();
  });
});

describe('whether a page’s record is the one that work means', () => {
  const place = (at: Partial<RecordIdentity>): PanelOf => ({
    account: '',
    records: [{ ...record('1'), ...at }],
  });
  const views = async (panel: PanelOf, row: ItemRow) => {
    const none = { where: () => ({ anyOf: () => ({ toArray: async () => [] }) }) };
    const [view] = await withLocal({ outbox: none } as unknown as Store, panel, [row]);
    return view?.unconfirmed ?? false;
  };

  it('is said where both name the account, and not where the address names none', async () => {
    expect(await views(place({}), work('1'))).toBe(false);
    expect(await views(place({ accountId: null }), work('1'))).toBe(true);
  });

  it('is nobody’s question on a list, in the queue, or beside a mail', async () => {
    const list = { ...place({ accountId: null }), isList: true };
    expect(await views(list, work('1'))).toBe(false);
    expect(await views({ account: null }, work('1'))).toBe(false);
    expect(await views({ account: 'maya@northwind.example' }, work('1'))).toBe(false);
  });
});
