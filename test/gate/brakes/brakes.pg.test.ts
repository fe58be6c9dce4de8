import { describe, expect, it } from 'vitest';
import { brakesOf, cleared, finish, lineOf, redeem, send, setPolicy } from './brake-scene.ts';
import { at, complain, same, sql, store } from './brakes-stage.ts';

describe('a send', () => {
  it('is numbered per workflow, template, model version and domain, as it is recorded', async () => {
    await send(at, 2, { template: 'intro' });
    await send(at, 1, { template: 'follow-up', modelVersion: '2' });
    const { rows } = await sql.query(
      `select watches, name, sends::int from brake_scopes where workspace_id = $1
       order by watches, name`,
      [at.workspaceId],
    );
    expect(rows).toEqual([
      { watches: 'domain', name: 'seller.example', sends: 3 },
      { watches: 'model-version', name: 'm 1', sends: 2 },
      { watches: 'model-version', name: 'm 2', sends: 1 },
      { watches: 'template', name: 'follow-up', sends: 1 },
      { watches: 'template', name: 'intro', sends: 2 },
      { watches: 'workflow', name: 'outbound', sends: 3 },
    ]);
  });

  it('that failed is none', async () => {
    const made = await cleared(at);
    await redeem(at, made);
    const ref = { workspaceId: at.workspaceId, dispatchId: made.dispatchId };
    await store.dispatches.handingOver({ ...ref, claimedBy: 'test' });
    await store.dispatches.finish({ ...ref, result: { outcome: 'failed' } });
    await store.brakes.tend();
    expect(await brakesOf(at)).toEqual([]);
  });

  it('that was unknown counts when a person says that it left', async () => {
    const made = await cleared(at);
    await redeem(at, made);
    const { workspaceId } = at;
    const ref = { workspaceId, dispatchId: made.dispatchId };
    await store.dispatches.handingOver({ ...ref, claimedBy: 'test' });
    await store.dispatches.finish({ ...ref, result: { outcome: 'unknown' } });
    const by = at.rep.reviewer.id;
    await store.dispatches.resolve({ ...ref, by, outcome: 'executed', reason: 'It is in Sent.' });
    await store.brakes.tend();
    expect((await brakesOf(at)).every(({ sends }) => sends === 1)).toBe(true);
  });

  it('gets numbers without gaps from many that finish at once', async () => {
    const made = [];
    for (let n = 0; n < 24; n += 1) {
      const one = await cleared(at, { template: n % 2 ? 'a' : 'b' });
      await redeem(at, one);
      made.push(one);
    }
    await Promise.all(made.map((one) => finish(at, one)));
    const { rows } = await sql.query(
      `select s.watches, s.name, array_agg(n::int order by n) as numbers, s.sends::int as sends
       from brake_scopes s join brake_sends b on b.scope_id = s.id where s.workspace_id = $1
       group by 1, 2, 4`,
      [at.workspaceId],
    );
    expect(rows).toHaveLength(5);
    for (const { numbers, sends } of rows)
      expect(numbers).toEqual(Array.from({ length: sends }, (_, n) => n + 1));
  });
});

describe('brakes', () => {
  it('are born with the first send of what they are on, and share the budget', async () => {
    await send(at, 1);
    await store.brakes.tend();
    const first = await brakesOf(at);
    // five lines for the workflow, five for the model version, four ceilings for the domain
    expect(first).toHaveLength(14);
    const every = first[0]?.grant.every ?? 0;
    expect(every).toBe(2000 * 14);
    await send(at, 1, { template: 'intro' });
    await store.brakes.tend();
    const all = await brakesOf(at);
    expect(all).toHaveLength(19);
    for (const { grant } of all) expect(grant.every).toBe(2000 * 19);
    // a second template shares the sends with the first, so it costs nobody anything
    await send(at, 1, { template: 'follow-up' });
    await store.brakes.tend();
    for (const { grant } of await brakesOf(at)) expect(grant.every).toBe(2000 * 19);
    await same();
  });

  it('are retired when what they are on is not used, and the rest get their part', async () => {
    await send(at, 1, { template: 'old' });
    await store.brakes.tend();
    await sql.query(
      `update brake_scopes set last_at = now() - interval '101 days'
       where workspace_id = $1 and watches = 'template'`,
      [at.workspaceId],
    );
    await sql.query("update brakes set looked_at = now() - interval '1 hour'");
    await store.brakes.tend();
    const left = await brakesOf(at);
    expect(left).toHaveLength(14);
    // a shorter run than before waits for a restart
    for (const { grant } of left) expect(grant.every).toBe(2000 * 19);
    expect(
      (await store.brakes.list({ workspaceId: at.workspaceId, retired: true })).filter(
        ({ retiredAt }) => retiredAt !== undefined,
      ),
    ).toHaveLength(5);
    await same();
  });

  it('take their lines from the policy, which may not let complaints over 1 %', async () => {
    await expect(setPolicy(at, { brakes: [lineOf({ line: 0.02 })] })).rejects.toThrow();
    at.policyVersion = 1;
    await setPolicy(at, { brakes: [lineOf(), lineOf({ signal: 'meeting', side: 'floor' })] });
    await send(at, 1);
    await store.brakes.tend();
    const on = (await brakesOf(at)).filter(({ watches }) => watches === 'workflow');
    expect(on.map(({ line }) => line.signal).sort()).toEqual(['complaint', 'meeting']);
  });
});

describe('what brakes are', () => {
  it('is their log: nobody writes one without the other', async () => {
    await send(at, 1);
    await store.brakes.tend();
    for (const text of [
      'update brakes set events = events + 1',
      'update brakes set line = line || \'{"line": 0.5}\'',
      'delete from brakes',
      "update brake_events set said = 'late'",
      'delete from brake_events',
      'update brake_sends set n = n + 100',
    ])
      await expect(sql.query(text), text).rejects.toThrow();
  });

  it('can be made again from it after somebody changed the state', async () => {
    const sent = await send(at, 4);
    await complain(sent.slice(0, 1));
    await sql.query(`update brakes set state = state || '{"late": 7}' where workspace_id = $1`, [
      at.workspaceId,
    ]);
    const broken = await store.brakes.rebuild({ workspaceId: at.workspaceId, write: true });
    expect(broken.every(({ differs }) => differs.join() === 'late')).toBe(true);
    await same();
  });
});
