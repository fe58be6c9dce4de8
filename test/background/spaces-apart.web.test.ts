import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { Store } from '../../src/store/db.ts';
import { everythingKept } from '../../src/store/export.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { spaceIds } from '../../src/store/spaces.ts';
import { ACCOUNT, idOf, itemOf, WORKSPACE } from '../store/item.ts';
import { clearanceOf, dispatchOf, type GateDouble } from './gate-double.ts';
import {
  admitted,
  badge,
  both,
  content,
  D,
  db,
  decided,
  decideOn,
  FIRST,
  gates,
  kill,
  later,
  OTHER,
  other,
  page,
  pairUp,
  panel,
  refresh,
  SECOND,
  status,
  T,
  worker,
} from './spaces-stage.ts';
import { GMAIL, PAGE, PANEL, QUEUE } from './worker-ports.ts';

/** The compact JWSs that a gate was sent. */
const sent = (gate: GateDouble): string[] =>
  gate.bodies.flatMap(({ path, body }) =>
    path === '/v1/decisions' ? (body as { decisions: string[] }).decisions : [],
  );

describe('two workspaces at two gates', () => {
  test('their queues are one, each item with its workspace’s name; alone none is named', async () => {
    gates.first.upsert(itemOf(1));
    await pairUp(FIRST);
    await refresh();
    const alone = await panel(QUEUE, 'item.get', { proposalId: idOf(1) });
    expect(alone.view?.item.proposalId).toBe(idOf(1));
    expect(alone.view?.space).toBeUndefined();
    gates.second.upsert(other(2));
    gates.second.upsert(other(3, { tier: 'high' }));
    await pairUp(SECOND);
    await refresh();
    await admitted();
    const { next, pending } = await panel(PANEL, 'item.neighbours', { count: 5 });
    expect(next.map(({ item, space }) => [item.proposalId, space?.name])).toEqual([
      [idOf(3), 'Brightloop'],
      [idOf(1), 'Northwind'],
      [idOf(2), 'Brightloop'],
    ]);
    expect(pending).toBe(3);
    const after = await panel(PANEL, 'item.neighbours', { proposalId: idOf(1), count: 5 });
    expect(after.next.map(({ item }) => item.proposalId)).toEqual([idOf(2)]);
    expect(after.previous.map(({ item }) => item.proposalId)).toEqual([idOf(3)]);
    const { views } = await panel(PANEL, 'items.ahead', { known: [idOf(1)], count: 5 });
    expect(views.map(({ item }) => item.proposalId).sort()).toEqual([idOf(2), idOf(3)]);
    expect(await status()).toMatchObject({
      ...{ connection: 'polling', pending: 3, outbox: 0 },
      spaces: [
        { workspace: { name: 'Northwind' }, pending: 1 },
        { workspace: { name: 'Brightloop' }, pending: 2 },
      ],
    });
    await vi.waitFor(() => expect(badge?.text).toBe('3'));
    const { entries } = await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
    expect(entries.map(({ proposalId }) => proposalId).sort()).toEqual([1, 2, 3].map(idOf));
  });

  test('each decision goes to the gate that its item came from, signed by that gate’s key, and to no other', async () => {
    const { second } = await both();
    await decideOn(1);
    await decideOn(2, { releaseNow: false });
    later(11_000);
    await refresh();
    expect(decided(gates.first)).toEqual([idOf(0xd01)]);
    expect(decided(gates.second)).toEqual([idOf(0xd02)]);
    const spaces = [db, new Store(second)];
    const keys = await Promise.all(spaces.map(async (one) => (await deviceKey(one))?.jkt));
    const signed = [gates.first, gates.second].map((gate) => sent(gate)[0] ?? '');
    expect(signed.map((jws) => decodeProtectedHeader(jws).kid)).toEqual(keys);
    expect(new Set(keys).size).toBe(2);
    expect(signed.map((jws) => decodeJwt(jws).workspaceId)).toEqual([WORKSPACE, OTHER]);
    spaces[1]?.close();
  });

  test('an item that was shown as one workspace’s is decided there or not at all', async () => {
    const { second } = await both();
    expect(await decideOn(1, { space: second })).toMatchObject({ saved: false });
    expect(await decideOn(2, { space: db.name })).toMatchObject({ saved: false });
    await expect(decideOn(2, { space: 'gone' })).rejects.toThrow('no such connection');
    expect(await decideOn(2, { space: second })).toMatchObject({ saved: true });
    await refresh();
    expect([decided(gates.first), decided(gates.second)]).toEqual([[], [idOf(0xd02)]]);
  });

  test('what both gates claim is neither’s: not shown, not guarded as known, not decided, not sent', async () => {
    await both();
    gates.second.upsert(other(1));
    await refresh();
    await admitted();
    await expect(panel(QUEUE, 'item.get', { proposalId: idOf(1) })).rejects.toThrow(
      'Two workspaces claim',
    );
    await expect(decideOn(1)).rejects.toThrow('Two workspaces claim');
    const asked = { proposalId: idOf(1), composeDigest: D, tailDigest: T };
    await expect(content(GMAIL, 'send.redeem', asked)).rejects.toThrow('Two workspaces claim');
    const { entries } = await content(GMAIL, 'page.opened', { host: 'gmail', account: ACCOUNT });
    expect(entries.map(({ proposalId }) => proposalId)).toEqual([idOf(2)]);
    expect([decided(gates.first), decided(gates.second)]).toEqual([[], []]);
  });

  test('clones of one press are one workspace’s: a row of another’s is refused by itself', async () => {
    const { second } = await both();
    const attention = { activeMs: 1, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 };
    const row = (n: number) => ({
      ...{ decisionId: idOf(0xd00 + n), proposalId: idOf(n), revision: 1 },
      ...{ contentDigest: D, attention },
    });
    const { saved, refused } = await panel(QUEUE, 'decide.clones', {
      ...{ batchId: idOf(0xba), space: second, clones: D, action: 'reject' },
      rows: [row(2), row(1)],
    });
    expect(saved).toEqual([]);
    expect(refused.find(({ proposalId }) => proposalId === idOf(1))?.detail).toContain('no longer');
    await refresh();
    expect(decided(gates.first)).toEqual([]);
  });

  test('a send of the second’s mail is released by the second’s gate alone, and its end told there', async () => {
    await both();
    await admitted();
    await decideOn(2, {}, PANEL);
    await panel(PANEL, 'decision.settled', { decisionId: idOf(0xd02), seconds: 5 });
    const told = await content(GMAIL, 'send.redeem', {
      ...{ proposalId: idOf(2), composeDigest: D, tailDigest: T },
    });
    const dispatchId = dispatchOf(clearanceOf(idOf(2)));
    expect(told).toEqual({ released: true, dispatchId });
    await content(GMAIL, 'send.result', { dispatchId, outcome: 'executed' });
    await refresh();
    expect(gates.second.bodies.at(-1)).toMatchObject({ body: { outcome: 'executed' } });
    expect(new Set(gates.first.bodies.map(({ path }) => path))).toEqual(new Set(['/v1/pair']));
    expect(gates.first.redeemed.size).toBe(0);
  });

  test('an undo takes back the one decision, in the workspace that it was made in', async () => {
    await both();
    await decideOn(1, { releaseNow: false });
    await decideOn(2, { releaseNow: false });
    expect(await panel(QUEUE, 'undo', { decisionId: idOf(0xd02) })).toEqual({ undone: true });
    later(11_000);
    await refresh();
    expect([decided(gates.first), decided(gates.second)]).toEqual([[idOf(0xd01)], []]);
    expect(await status()).toMatchObject({ pending: 1, spaces: [{ pending: 0 }, { pending: 1 }] });
  });

  test('one gate that is away holds up nothing of the other, and gets its own when it is back', async () => {
    await both();
    for (const path of ['/v1/decisions', '/v1/sync']) gates.first.dropRequest.add(path);
    await decideOn(1);
    await decideOn(2);
    await refresh();
    expect([decided(gates.first), decided(gates.second)]).toEqual([[], [idOf(0xd02)]]);
    expect(await status()).toMatchObject({
      ...{ connection: 'polling', outbox: 1 },
      spaces: [{ connection: 'offline', outbox: 1 }, { connection: 'polling' }],
    });
    await vi.waitFor(() => expect(badge?.title).toContain('Northwind is offline'));
    kill();
    gates.first.dropRequest.clear();
    await refresh();
    expect(decided(gates.first)).toEqual([idOf(0xd01)]);
    expect(sent(gates.second)).toHaveLength(1);
    expect(await status()).toMatchObject({ outbox: 0, connection: 'polling' });
  });

  test('a worker that was killed sends what the one before saved, each where it belongs', async () => {
    await both();
    await decideOn(1, { releaseNow: false });
    await decideOn(2, { releaseNow: false });
    kill();
    later(11_000);
    await worker.rise();
    worker.onAlarm();
    await vi.waitFor(() => expect(decided(gates.first)).toEqual([idOf(0xd01)]));
    await vi.waitFor(() => expect(decided(gates.second)).toEqual([idOf(0xd02)]));
  });

  test('one that revoked this device is told by name, and paired again as itself', async () => {
    const { second } = await both();
    gates.second.revoked = true;
    later(3_600_000);
    await refresh();
    expect(await status()).toMatchObject({
      ...{ connection: 'polling' },
      spaces: [{ connection: 'polling' }, { connection: 'revoked' }],
    });
    gates.second.revoked = false;
    expect(await pairUp(SECOND, second)).toEqual({ paired: true });
    await refresh();
    expect(await status()).toMatchObject({ spaces: [{}, { id: second, connection: 'polling' }] });
    expect(await spaceIds(db)).toHaveLength(2);
  });

  test('the export holds both, the diagnostics neither’s name; nothing in them could act as the person', async () => {
    const { second } = await both();
    const text = JSON.stringify(await everythingKept(db));
    for (const kept of [idOf(1), idOf(2), 'Northwind', 'Brightloop']) expect(text).toContain(kept);
    expect(text).not.toMatch(/"jws"|accessToken|"d":/);
    const told = await page(PAGE, 'diagnostics', {});
    expect(told.spaces).toHaveLength(2);
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`Northwind|Brightloop|example|${second}`));
  });

  test('each is tested by itself', async () => {
    const { second } = await both();
    gates.first.asked.length = 0;
    const told = await page(PAGE, 'connection.test', { space: second });
    // The double has no route for it: that it was asked, and the other one not, is what counts here.
    expect(told.ok).toBe(false);
    expect(gates.second.asked).toContain('GET /v1/me');
    expect(gates.first.asked).not.toContain('GET /v1/me');
  });
});
