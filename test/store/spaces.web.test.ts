import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Store } from '../../src/store/db.ts';
import { applyPage } from '../../src/store/items.ts';
import { itemAcross, linesAcross, workflowsAcross } from '../../src/store/list-spaces.ts';
import { getMeta, type Pairing, putMeta, SYNC_START } from '../../src/store/meta.ts';
import { neighbours } from '../../src/store/queue.ts';
import { prepare } from '../../src/store/rows.ts';
import { spaceNames } from '../../src/store/space-names.ts';
import {
  addSpace,
  openSpaces,
  removeSpace,
  spaceIds,
  tidySpaces,
  wipePairing,
} from '../../src/store/spaces.ts';
import { ACCOUNT, idOf, itemOf } from './item.ts';

let home: Store;
beforeEach(() => {
  home = new Store(`spaces-${crypto.randomUUID()}`);
});
afterEach(async () => {
  for (const id of await databases()) await new Store(id).delete();
});

const databases = async () =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(home.name) ? [name] : []));
const pairing = (name: string, gateUrl = 'https://gate.example'): Pairing => ({
  ...{ gateUrl, deviceId: idOf(1), jkt: 'k', accessToken: 't', renewAt: 0 },
  workspace: { id: idOf(2), name, createdAt: '2026-11-22T08:00:00.000Z' },
  reviewer: { id: idOf(3), name: 'Ana', email: 'a@b.example', role: 'rep', mailboxes: [] },
  gate: { name: 'Gate', url: gateUrl, keyThumbprint: 'k' },
});
/** A space that is paired with a workspace of this name. */
async function space(name: string): Promise<Store> {
  const db = (await getMeta(home, 'pairing')) === undefined ? home : await addSpace(home);
  await putMeta(db, 'pairing', pairing(name));
  return db;
}
async function bring(db: Store, items: ReturnType<typeof itemOf>[]): Promise<void> {
  const as = { generation: 1, role: 'rep' } as const;
  const upserts = await Promise.all(items.map((item) => prepare(item, as)));
  await applyPage(db, { upserts, removals: [], place: SYNC_START, askedAt: 0 });
}
const due = (minute: number): string => new Date(Date.UTC(2026, 10, 28, 8, minute)).toISOString();

describe('the queues of several spaces', () => {
  const tiers = ['high', 'medium', 'low'] as const;

  test('read page by page are one, in the queue’s order, whatever is in which', async () => {
    const dbs = [await space('A'), await space('B'), await space('C')];
    // Few due times, so that many share one and are told apart by their ids.
    const items = Array.from({ length: 90 }, (_, n) =>
      itemOf(n, { dueAt: due((n * 7) % 5), tier: tiers[(n * 11) % 3] ?? 'low' }),
    );
    const of = (n: number) => (n * 13) % 3;
    for (const [at, db] of dbs.entries())
      await bring(
        db,
        items.filter((_, n) => of(n) === at),
      );
    const single = new Store(`${home.name}-all`);
    await bring(single, items);
    const wanted = (
      await neighbours(single, { account: ACCOUNT, from: undefined, count: 200, side: 'next' })
    ).map(({ proposalId }) => proposalId);
    expect(wanted).toHaveLength(90);
    const spaces = await openSpaces(home).read();
    const got: string[] = [];
    for (let after: Parameters<typeof linesAcross>[1]['after']; ; ) {
      const lines = await linesAcross(spaces, { filter: {}, after, count: 7 });
      got.push(...lines.map(({ row }) => row.proposalId));
      for (const line of lines) {
        const [, n] = /-0*([0-9a-f]+)$/.exec(line.row.proposalId) ?? [];
        expect(line.space.name).toBe('ABC'[of(Number.parseInt(n ?? '', 16))] ?? 'A');
      }
      after = lines.at(-1)?.row;
      if (lines.length < 7) break;
    }
    expect(got).toEqual(wanted);
  });

  test('are read of one alone where that is asked for; workflows of both are one choice each', async () => {
    await bring(await space('A'), [itemOf(1)]);
    const second = await space('B');
    const { workflow } = itemOf(3);
    const renewals = { ...workflow, id: 'renewals', name: 'Renewals' };
    await bring(second, [itemOf(2), itemOf(3, { workflow: renewals })]);
    const spaces = await openSpaces(home).read();
    const lines = await linesAcross(spaces, { filter: { space: second.name }, count: 9 });
    expect(lines.map(({ row }) => row.proposalId)).toEqual([idOf(2), idOf(3)]);
    expect(await linesAcross(spaces, { filter: { space: 'gone' }, count: 9 })).toEqual([]);
    expect((await workflowsAcross(spaces)).map(({ id }) => id).sort()).toEqual([
      'outbound',
      'renewals',
    ]);
  });

  test('have an item where one has it, and none where two do', async () => {
    const [first, second] = [await space('A'), await space('B')];
    await bring(first, [itemOf(1), itemOf(2)]);
    await bring(second, [itemOf(2)]);
    const spaces = await openSpaces(home).read();
    expect((await itemAcross(spaces, idOf(1)))?.space.id).toBe(first.name);
    expect(await itemAcross(spaces, idOf(2))).toBeUndefined();
    expect(await itemAcross(spaces, idOf(3))).toBeUndefined();
  });
});

describe('the databases of spaces', () => {
  test('are the first one’s alone until there is another, and open once each', async () => {
    expect(await spaceIds(home)).toEqual([home.name]);
    const opened = openSpaces(home);
    expect(await opened.read()).toEqual([]);
    await space('A');
    const second = await space('B');
    const one = await opened.read();
    const two = await opened.read();
    expect(one.map(({ id, name }) => [id, name])).toEqual([
      [home.name, 'A'],
      [second.name, 'B'],
    ]);
    expect(two.map(({ db }) => db)).toEqual(one.map(({ db }) => db));
    opened.close();
    expect(home.isOpen()).toBe(true);
  });

  test('go with their spaces, also while a page has one open; the others stay', async () => {
    await space('A');
    const second = await space('B');
    await bring(second, [itemOf(1)]);
    const opened = openSpaces(home);
    const [, page] = await opened.read();
    expect(await page?.db.items.count()).toBe(1);
    await removeSpace(home, second);
    expect(await opened.read()).toHaveLength(1);
    expect(await databases()).toEqual([home.name]);
  });

  test('that a cut-short pairing or sign-out left are erased, and only those', async () => {
    await space('A');
    const kept = await space('B');
    await addSpace(home);
    const emptied = await space('C');
    await wipePairing(emptied);
    const orphan = new Store(`${home.name}-orphan`);
    await orphan.open();
    orphan.close();
    await tidySpaces(home);
    expect(await spaceIds(home)).toEqual([home.name, kept.name]);
    expect((await databases()).sort()).toEqual([home.name, kept.name].sort());
    expect(await getMeta(kept, 'pairing')).toBeDefined();
  });

  test('emptied, keep what belongs to the browser and nothing else', async () => {
    await bring(await space('A'), [itemOf(1)]);
    await putMeta(home, 'sites', ['close']);
    await putMeta(home, 'spaces', ['x']);
    await putMeta(home, 'forgotAt', 1);
    await wipePairing(home);
    expect((await home.meta.toCollection().primaryKeys()).sort()).toEqual(['sites', 'spaces']);
    expect(await home.items.count()).toBe(0);
    await putMeta(home, 'spaces', []);
  });
});

test('two workspaces of one name are told apart by their gates', () => {
  const names = [
    pairing('Northwind', 'https://a.example'),
    pairing('Brightloop'),
    pairing('Northwind', 'http://127.0.0.1:8788'),
  ];
  expect(spaceNames(names)).toEqual([
    'Northwind (a.example)',
    'Brightloop',
    'Northwind (127.0.0.1:8788)',
  ]);
});
