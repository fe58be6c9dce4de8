import { describe, expect, it } from 'vitest';
import { withClient } from '../../support/pg-as.ts';
import { current, gate, only, opened } from './lanes-stage.ts';
import { decideOn, execute, feedOf, nextDay, openLooks, propose, stage } from './stage.ts';

describe('an audit', () => {
  it('comes into the feed after execution, under an id of its own, and says nothing of what was before', async () => {
    const at = await opened();
    const made = await propose(at);
    await openLooks(at);
    const early = [...(await feedOf(at.rep)).items.values()].filter(({ blind }) => blind);
    expect(early).toEqual([]);
    await execute(at, made.id);
    await openLooks(at);
    await openLooks(at);
    const looks = [...(await feedOf(at.rep)).items.values()].filter(({ blind }) => blind);
    expect(looks).toHaveLength(1);
    const [look] = looks;
    if (!look) throw new Error('no look');
    expect(look).toMatchObject({ blind: { reason: 'audit' }, state: 'pending', lane: 'human' });
    expect(look.proposalId).not.toBe(made.id);
    expect(look.contentDigest).toBe(made.contentDigest);
    expect(JSON.stringify(look)).not.toMatch(/without a person|open-lane|executed/);
    expect(look.decision).toBeUndefined();
    const asked = {
      id: look.proposalId,
      revision: look.revision,
      contentDigest: made.contentDigest,
    };
    const foreign = await stage(gate);
    expect(await decideOn(foreign, foreign.rep, asked)).toMatchObject({ status: 'conflict' });
    expect(await decideOn(at, at.rep, asked)).toMatchObject({ status: 'accepted' });
    expect(await decideOn(at, at.manager, asked)).toMatchObject({ conflict: 'already_decided' });
    expect((await feedOf(at.rep)).items.has(look.proposalId)).toBe(false);
    expect(await current(at, made.id)).toMatchObject({ state: 'executed' });
    const audits = (await (await at.manager.send('GET', '/v1/audits')).json()) as object;
    expect(audits).toMatchObject({ audits: { open: 0, decided: 1, defects: 0 } });
  });

  it('is decided on its review page only, not in a sheet that names it', async () => {
    const at = await opened();
    await execute(at, (await propose(at)).id);
    await openLooks(at);
    const look = [...(await feedOf(at.rep)).items.values()].find(({ blind }) => blind);
    if (!look) throw new Error('no look');
    const asked = { ...look, id: look.proposalId };
    expect(await decideOn(at, at.rep, asked, { channel: 'sheet' })).toMatchObject({
      ...{ status: 'conflict', conflict: 'invalid' },
      detail: 'This is decided on its review page only.',
    });
    expect(await decideOn(at, at.rep, asked)).toMatchObject({ status: 'accepted' });
  });

  it('that fails again and again closes the lane there and then', async () => {
    const at = await opened();
    let rejected = 0;
    for (; rejected < 12; rejected += 1) {
      const made = await propose(at);
      if (made.lane !== 'auto') break;
      await execute(at, made.id);
      await openLooks(at);
      const { items } = await feedOf(at.rep);
      const look = [...items.values()].find(({ blind }) => blind);
      if (!look) throw new Error('no look');
      const asked = { ...look, id: look.proposalId };
      const reason = { code: 'wrong_fact' as const };
      expect(await decideOn(at, at.rep, asked, { action: 'reject', reason })).toMatchObject({
        status: 'accepted',
      });
    }
    expect(rejected).toBeGreaterThan(2);
    expect(rejected).toBeLessThan(12);
    expect(await only(at)).toMatchObject({ open: false, breach: { by: 'detector' } });
    const { workspaceId } = at.team;
    const [told] = await at.gate.store.alerts.list({ workspaceId, state: 'open', limit: 10 });
    expect(told).toMatchObject({ kind: 'lane-closed', urgency: 'page', workflowId: at.workflowId });
    expect(told?.title).toContain('has closed by itself');
  });

  it('turns a settled label into a defect when a report comes late, and never back', async () => {
    const at = await opened();
    const made = await propose(at);
    await execute(at, made.id);
    await openLooks(at);
    const look = [...(await feedOf(at.rep)).items.values()].find(({ blind }) => blind);
    if (!look) throw new Error('no look');
    await decideOn(at, at.rep, { ...look, id: look.proposalId });
    // Its cohort is today's, which is settled with the others' day: ask what the labels say.
    const { workspaceId } = at.team;
    const signals = [
      {
        ...{ id: 'late', type: 'defect_reported' as const, proposalId: made.id },
        at: new Date().toISOString(),
      },
    ];
    await nextDay(at, 1);
    await gate.store.signals.add({ workspaceId, signals, source: 'test' });
    await nextDay(at, 1);
    await nextDay(at, 1);
    const { rows } = await withClient({ url: gate.databaseUrl, workspaceId }, (sql) =>
      sql.query('select outcome, source from labels where proposal_id = $1', [made.id]),
    );
    expect(rows).toEqual([{ outcome: 'defect', source: 'report' }]);
  });
});

describe('a second look', () => {
  it('goes to anybody but who decided first, and the two are compared', async () => {
    const at = await stage(gate, { secondLooks: 0.5 });
    const made = await propose(at);
    await decideOn(at, at.rep, made);
    await openLooks(at, 0.7);
    expect([...(await feedOf(at.manager)).items.values()].filter(({ blind }) => blind)).toEqual([]);
    await openLooks(at, 0.2);
    expect([...(await feedOf(at.rep)).items.values()].filter(({ blind }) => blind)).toEqual([]);
    const look = [...(await feedOf(at.manager)).items.values()].find(({ blind }) => blind);
    if (!look) throw new Error('no look');
    expect(look).toMatchObject({ blind: { reason: 'second-opinion' } });
    expect(look.decision).toBeUndefined();
    const asked = { ...look, id: look.proposalId };
    expect(await decideOn(at, at.rep, asked)).toMatchObject({ conflict: 'not_yours' });
    const reason = { code: 'wrong_fact' as const };
    await decideOn(at, at.manager, asked, { action: 'reject', reason });
    const audits = (await (await at.manager.send('GET', '/v1/audits')).json()) as object;
    expect(audits).toMatchObject({
      agreement: { items: 1, disagreement: { share: 1 } },
      missed: { silent: false, found: 2 },
    });
  });
});
