import { describe, expect, it } from 'vitest';
import { enrol } from '../store/scene.ts';
import {
  add,
  age,
  brakesOf,
  cleared,
  finish,
  lineOf,
  manager,
  redeem,
  send,
  setPolicy,
  signal,
} from './brake-scene.ts';
import { alerts, at, complain, same, sql, state, store } from './brakes-stage.ts';

describe('a trip', () => {
  it('pauses the workflow in the same transaction, and lists exactly what was under way', async () => {
    const sent = await send(at, 12);
    const flying = await cleared(at);
    await redeem(at, flying);
    const waiting = await cleared(at);
    await complain(sent.slice(0, 2));
    expect(await state()).toBe('running');
    await complain(sent.slice(2, 8));
    expect(await state()).toBe('paused');
    await expect(redeem(at, waiting)).rejects.toMatchObject({ code: 'workflow-paused' });
    const [page] = (await alerts()).filter(({ kind }) => kind === 'brake-tripped');
    expect(page?.detail).toMatchObject({ underWay: [flying.dispatchId], held: 1 });
    expect(page?.title).toMatch(
      /^Complaints of .* of 12 sends .*95 % interval .* over its ceiling/,
    );
    const tripped = (await brakesOf(at)).filter(({ trip }) => trip !== undefined);
    expect(tripped.length).toBeGreaterThan(0);
    // what was claimed before may finish, and counts
    await finish(at, flying);
    await store.brakes.tend();
    await same();
  });

  it('of a domain pauses every workflow that sends from it, and no other', async () => {
    const other = { ...at, policyVersion: 0 };
    await setPolicy(other, {}, 'second');
    await setPolicy({ ...at, policyVersion: 0 }, {}, 'third');
    await send(at, 6);
    const sent = await send(at, 6, { workflowId: 'second' });
    const third = await enrol(store, {
      workspaceId: at.workspaceId,
      role: 'rep',
      mailboxes: ['ana@elsewhere.example'],
    });
    await send({ ...at, rep: third }, 2, { workflowId: 'third', from: 'ana@elsewhere.example' });
    await complain(sent);
    const states = await sql.query(
      'select id, state from workflows where workspace_id = $1 order by id',
      [at.workspaceId],
    );
    expect(states.rows).toEqual([
      { id: 'outbound', state: 'paused' },
      { id: 'second', state: 'paused' },
      { id: 'third', state: 'running' },
    ]);
  });

  it('on a warning line tells its owner and stops nothing', async () => {
    const warns = lineOf({ signal: 'defect', line: 0.001, action: 'warn' });
    await setPolicy(at, { brakes: [lineOf(), warns] });
    const sent = await send(at, 20);
    await add(
      at,
      ...sent.slice(0, 6).map(({ proposalId }) => signal({ type: 'defect_reported', proposalId })),
    );
    const raised = await alerts();
    // of the workflow and of the model version: one cause, so one alert
    expect(raised.map(({ kind, urgency }) => [kind, urgency])).toEqual([['brake-warns', 'tell']]);
    expect(raised[0]?.detail.also).toEqual([expect.stringMatching(/^Reported defects of .* m 1:/)]);
    expect(await state()).toBe('running');
  });

  it('is left behind by a person with a reason: the detector begins anew', async () => {
    const sent = await send(at, 10);
    await complain(sent.slice(0, 8));
    expect(await state()).toBe('paused');
    const boss = await manager(at);
    const reason = 'The list was wrong; it is cleaned.';
    await store.workflows.setWorkflowState({
      workspaceId: at.workspaceId,
      id: at.workflowId,
      state: 'running',
      reason,
      by: boss.reviewer.id,
    });
    expect(await state()).toBe('running');
    const restarted = (await brakesOf(at)).filter(({ restart }) => restart !== undefined);
    expect(restarted.length).toBeGreaterThan(0);
    for (const { trip, restart } of restarted) {
      expect(trip).toBeUndefined();
      expect(restart).toMatchObject({ by: boss.reviewer.email, reason });
    }
    // a late word on what was sent before doesn't count again
    await complain(sent.slice(8));
    expect(await state()).toBe('running');
    await same();
    // and when it trips again its owner is told again, though the first alert is still open
    const [first] = await alerts();
    await store.alerts.see({
      workspaceId: at.workspaceId,
      id: first?.id ?? '',
      by: boss.reviewer.id,
    });
    await complain(await send(at, 8));
    expect(await state()).toBe('paused');
    const [again] = await alerts();
    expect(again?.id).toBe(first?.id);
    expect(again?.seenAt).toBeUndefined();
    const { rows } = await sql.query(
      "select 1 from pgboss.job where name = 'page' and data ->> 'workspaceId' = $1",
      [at.workspaceId],
    );
    expect(rows).toHaveLength(2);
  });

  it('on a warning line begins anew when a person closes it, and warns of it again', async () => {
    const { workspaceId } = at;
    const warns = lineOf({ signal: 'defect', line: 0.001, action: 'warn' });
    await setPolicy(at, { brakes: [lineOf(), lineOf({ signal: 'bounce', line: 0.05 }), warns] });
    const bad = async (count: number) =>
      add(
        at,
        ...(await send(at, count)).map(({ proposalId }) =>
          signal({ type: 'defect_reported', proposalId }),
        ),
      );
    const on = async () =>
      (await brakesOf(at)).filter(
        ({ line, watches }) => line.action === 'warn' && watches !== 'domain',
      );
    await bad(6);
    const [first] = await alerts();
    expect((await on()).map(({ trip }) => trip !== undefined)).toEqual([true, true]);
    const by = at.rep.reviewer.id;
    const close = (note?: string) =>
      store.alerts.close({
        ...{ workspaceId, id: first?.id ?? '', by, verdict: 'noise' },
        ...(note === undefined ? {} : { note }),
      });
    const [once, twice] = await Promise.all([close('A typo in the list.'), close()]);
    expect([once, twice].filter((closed) => closed !== null)).toHaveLength(1);
    for (const { trip, restart } of await on()) {
      expect(trip).toBeUndefined();
      expect(restart).toMatchObject({ by: at.rep.reviewer.email });
    }
    // Others stay as they are, and nothing was resumed.
    expect((await brakesOf(at)).filter(({ restart }) => restart !== undefined)).toHaveLength(2);
    await bad(6);
    const raised = await alerts();
    expect(raised.filter(({ kind, closedAt }) => kind === 'brake-warns' && !closedAt)).toHaveLength(
      1,
    );
    await same();
  });

  it('that has stopped a workflow is not begun anew by closing its alert', async () => {
    await complain((await send(at, 10)).slice(0, 8));
    const [page] = (await alerts()).filter(({ kind }) => kind === 'brake-tripped');
    await store.alerts.close({
      ...{ workspaceId: at.workspaceId, id: page?.id ?? '' },
      ...{ by: at.rep.reviewer.id, verdict: 'actionable' },
    });
    expect(await state()).toBe('paused');
    expect((await brakesOf(at)).some(({ trip }) => trip !== undefined)).toBe(true);
  });

  it('on a signal of the workspace’s own says it by its name, and other names are none of its', async () => {
    await setPolicy(at, { brakes: [lineOf(), lineOf({ signal: 'demo-no-show', line: 0.05 })] });
    const sent = await send(at, 12);
    const shown = (name: string) =>
      add(at, ...sent.map(({ proposalId }) => signal({ type: 'custom', name, proposalId })));
    await shown('demo-shown');
    expect(await state()).toBe('running');
    await shown('demo-no-show');
    expect(await state()).toBe('paused');
    const [page] = (await alerts()).filter(({ kind }) => kind === 'brake-tripped');
    expect(page?.title).toMatch(/^“demo-no-show” of .* 12 of 12 sends .* over its ceiling of 5 %/);
    await same();
  });

  it('on silence comes with the clock', async () => {
    const floor = lineOf({ signal: 'reply', side: 'floor', line: 0.5, window: { hours: 24 } });
    await setPolicy(at, { brakes: [lineOf(), floor] });
    await send(at, 60);
    await store.brakes.tend();
    expect(await state()).toBe('running');
    await age(sql, at, 48);
    await store.brakes.tend();
    expect(await state()).toBe('paused');
    expect((await alerts())[0]?.title).toMatch(/Replies of .*: 0 of 60 sends .* under its floor/);
    await same();
  });

  it('on counts by day comes when the day is complete, and never before', async () => {
    await send(at, 1);
    const day = new Date(Date.now() - 86_400_000 * 2).toISOString().slice(0, 10);
    const add = (events: number, domain = 'gmail.com') =>
      store.signals.add({
        workspaceId: at.workspaceId,
        signals: [],
        daily: [{ signal: 'complaint', day, from: 'Seller.example', domain, sends: 500, events }],
        source: 'agent:test',
      });
    expect(await add(3)).toBe(1);
    expect(await add(3)).toBe(0);
    expect(await add(80)).toBe(1);
    expect(await add(1, 'outlook.com')).toBe(1);
    expect(await state()).toBe('running');
    const byDay = (await brakesOf(at)).filter(({ line }) => line.counted === 'by-day');
    expect(byDay).toHaveLength(3);
    await sql.query(
      `update brakes set looked_at = now() - interval '1 hour' where workspace_id = $1`,
      [at.workspaceId],
    );
    await store.brakes.tend();
    expect(await state()).toBe('running');
    await same();
  });
});
