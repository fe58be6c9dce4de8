import { describe, expect, test, vi } from 'vitest';
import { idOf, itemOf } from '../store/item.ts';
import { admitted, both, decided, decideOn, gates, other, panel } from './spaces-stage.ts';
import { PANEL, QUEUE } from './worker-ports.ts';

describe('a link to an item that this device does not hold', () => {
  const shown = (item: ReturnType<typeof itemOf>, yours = false) => ({ item, yours });

  test('is asked of its own workspace’s gate alone, and shows it to be read: nothing can be decided on it', async () => {
    const { second } = await both();
    gates.second.shown.set(idOf(8), shown(other(8, { state: 'executed' })));
    const told = await panel(QUEUE, 'item.look', { proposalId: idOf(8), space: second });
    expect(told.view?.item).toMatchObject({ proposalId: idOf(8), state: 'executed' });
    expect(told.view?.space).toEqual({ id: second, name: 'Brightloop' });
    expect(told.view?.became).toEqual({});
    // It syncs all the while; of this item it hears nothing.
    expect(gates.first.asked.filter((path) => path.includes(idOf(8)))).toEqual([]);
    // Having looked gives no right: the worker signs for what it holds, and for nothing else.
    const answer = await decideOn(8, { space: second }).catch((error: Error) => error);
    expect(answer).not.toMatchObject({ saved: true });
    expect(decided(gates.second)).toEqual([]);
    await expect(panel(QUEUE, 'item.get', { proposalId: idOf(8) })).resolves.toEqual({});
  });

  test('is no question for a panel on somebody’s page', async () => {
    await both();
    await admitted();
    gates.first.shown.set(idOf(8), shown(itemOf(8)));
    await expect(panel(PANEL, 'item.look', { proposalId: idOf(8) })).rejects.toThrow('queue');
    expect(gates.first.asked.filter((path) => path.includes(idOf(8)))).toEqual([]);
  });

  test('without its workspace’s name is asked of both; unknown to both, it is unknown', async () => {
    await both();
    const ask = (n: number) => panel(QUEUE, 'item.look', { proposalId: idOf(n) });
    expect(await ask(8)).toEqual({ why: 'unknown' });
    gates.second.shown.set(idOf(8), shown(other(8, { state: 'withdrawn' })));
    expect((await ask(8)).view?.space?.name).toBe('Brightloop');
    gates.first.dropRequest.add(`/v1/proposals/${idOf(9)}`);
    expect(await ask(9)).toMatchObject({ why: 'away' });
  });

  test('that is theirs to decide comes by the feed at once', async () => {
    await both();
    gates.first.upsert(itemOf(8));
    gates.first.shown.set(idOf(8), shown(itemOf(8), true));
    expect(await panel(QUEUE, 'item.look', { proposalId: idOf(8) })).toEqual({ why: 'coming' });
    await vi.waitFor(async () =>
      expect((await panel(QUEUE, 'item.get', { proposalId: idOf(8) })).view).toBeDefined(),
    );
  });
});
