import { describe, expect, it } from 'vitest';
import { add, brakeScene, brakesOf, cleared, finish, redeem, send, signal } from './brake-scene.ts';
import { at, same, sql, store } from './brakes-stage.ts';

describe('a signal', () => {
  it('that comes twice, or again with another id, counts once', async () => {
    const [sent] = await send(at, 5);
    const one = signal({ type: 'complaint', proposalId: sent?.proposalId });
    await add(at, one);
    await add(at, one);
    await add(at, { ...one, id: 'another' });
    const [brake] = (await brakesOf(at)).filter(
      ({ watches, line }) => watches === 'workflow' && line.signal === 'complaint',
    );
    expect(brake?.known).toMatchObject({ sends: 5, events: 1 });
    await same();
  });

  it('that comes before its send was recorded waits for it', async () => {
    await send(at, 3);
    const made = await cleared(at);
    await redeem(at, made);
    await add(at, signal({ type: 'reply', proposalId: made.proposalId }));
    await finish(at, made);
    await store.brakes.tend();
    const detail = (await brakesOf(at)).find(
      ({ watches, line }) => watches === 'workflow' && line.signal === 'reply',
    );
    const full = await store.brakes.get({ workspaceId: at.workspaceId, id: detail?.id ?? '' });
    // A floor knows nothing of a send until its window has closed, so the clock of detection has it, too.
    const { detectionDays = 0, mean = 0, perDay = 1, damageDays = 0 } = full?.reach ?? {};
    expect(detectionDays).toBeGreaterThan(mean / perDay + 5);
    expect(damageDays).toBeCloseTo(1 / (perDay * 0.015), 6);
    expect(full?.sent.map(({ n, event }) => [n, event])).toEqual([
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ]);
  });

  it('that names only the person is of the last mail to them', async () => {
    const [first] = await send(at, 1, { to: 'bob@buyer.example' });
    await send(at, 2);
    await add(at, signal({ type: 'bounce', person: 'Bob@Buyer.example' }));
    const brake = (await brakesOf(at)).find(({ line }) => line.signal === 'bounce');
    const full = await store.brakes.get({ workspaceId: at.workspaceId, id: brake?.id ?? '' });
    expect(full?.sent.filter(({ event }) => event).map(({ proposalId }) => proposalId)).toEqual([
      first?.proposalId,
    ]);
  });

  it('about what never left is dropped, and is none of another workspace', async () => {
    const made = await cleared(at);
    await store.proposals.withdraw({
      workspaceId: at.workspaceId,
      agentId: at.agentId,
      proposalId: made.proposalId,
    });
    await send(at, 1);
    await add(at, signal({ type: 'complaint', proposalId: made.proposalId }));
    const theirs = await brakeScene(store);
    await add(theirs, signal({ type: 'complaint', proposalId: made.proposalId }));
    await store.brakes.tend();
    const { rows } = await sql.query('select 1 from brake_inbox');
    expect(rows).toEqual([]);
    for (const { known } of await brakesOf(at)) expect(known.events).toBe(0);
  });
});
