import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Attention, Decision } from '../../../src/core/schema/decision.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import type { ReadingAnswer } from '../../../src/protocol/reading.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { withClient } from '../../support/pg-as.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import { decideOn, feedOf, propose, type Stage, stage } from '../lanes/stage.ts';
import {
  clearanceOf,
  decide,
  decisionOn,
  enrol,
  MAILBOX,
  mail,
  revisionOf,
  type Scene,
  scene,
} from '../store/scene.ts';

let database: TestDatabase;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  at = await scene(createStore(database.url));
});
afterAll(() => database.drop());

const read = (activeMs: number, unseenWords: number): Attention => ({
  ...{ activeMs, unseenWords, flagsSeen: true, evidenceOpened: 0 },
});
const own = (days = 30, by = at.rep) =>
  at.store.levers.reading({
    ...{ workspaceId: at.workspaceId, reviewerId: by.reviewer.id, days },
  });

/** One decision, made so many days ago. */
async function decided(change: Partial<Decision>, daysAgo = 0, identity = at.rep): Promise<void> {
  const content = mail();
  const { proposalId } = await at.store.proposals.submit(await revisionOf(at, { content }));
  const edited = change.action === 'approve_edited' ? mail({ subject: 'Another' }) : undefined;
  const decision = await decisionOn(at, {
    ...{ proposalId, on: content },
    ...(edited ? { content: edited } : {}),
    ...change,
  });
  const approves = decision.action.startsWith('approve');
  const clearance = approves
    ? await clearanceOf(at, { proposalId, content: edited ?? content, decision: decision.id })
    : undefined;
  const answer = await decide(at, { decision, identity, ...(clearance ? { clearance } : {}) });
  expect(answer).toMatchObject({ status: 'accepted' });
  if (daysAgo === 0) return;
  await withClient({ url: database.adminUrl }, async (client) => {
    // Nothing may move a decision in time; a test does, as if it had been made then.
    await client.query('set session_replication_role = replica');
    await client.query(
      'update decisions set received_at = received_at - make_interval(days => $2) where id = $1',
      [decision.id, daysAgo],
    );
  });
}

describe('a reviewer’s own page', () => {
  it('has nothing to show before the first decision, and says what others would see', async () => {
    expect(await own()).toEqual({
      ...{ days: [], median: null, corrections: [] },
      shared: ['decisions', 'export', 'recall', 'rubber-stamping'].map((what) => ({ what })),
    });
  });

  it('counts words and time by day, and the median with its interval, of the days asked for', async () => {
    for (const [n, ms] of [1000, 2000, 3000, 4000, 9000].entries())
      await decided({ attention: read(ms, 10 * n) }, n < 3 ? 0 : 40);
    const month = await own();
    // Summed up, since midnight may come between.
    const sum = (name: 'decisions' | 'words' | 'activeMs') =>
      month.days.reduce((all, day) => all + (day[name] ?? 0), 0);
    expect([sum('decisions'), sum('words'), sum('activeMs')]).toEqual([3, 30, 6000]);
    expect(month.median).toEqual({ estimate: 2000, low: null, high: null, n: 3 });
    const year = await own(365);
    expect(year.days.reduce((all, { decisions }) => all + decisions, 0)).toBe(5);
    expect(year.median).toMatchObject({ estimate: 3000, n: 5 });
    expect((await own(1)).median?.n).toBe(3);
  });

  it('is nobody else’s, whatever they decided in the same workflow', async () => {
    const boss = await enrol(at.store, {
      ...{ workspaceId: at.workspaceId, role: 'manager', mailboxes: [MAILBOX] },
    });
    await decided({ attention: read(1000, 5) }, 0, boss);
    await decided({ action: 'reject', reason: { code: 'tone' } }, 0, boss);
    expect(await own()).toMatchObject({ days: [], median: null, corrections: [] });
    expect((await own(30, boss)).median?.n).toBe(2);
  });

  it('sets its corrections beside how often the reason came up, by anybody, before and since', async () => {
    const other = await enrol(at.store, {
      ...{ workspaceId: at.workspaceId, role: 'rep', mailboxes: [MAILBOX] },
    });
    const tone = { action: 'reject', reason: { code: 'tone' } } as const;
    // First half of thirty days: three of four for tone. Second half: one of three.
    await decided(tone, 25);
    await decided(tone, 20, other);
    await decided({ action: 'approve_edited', reason: { code: 'tone' } }, 18);
    await decided({}, 17, other);
    await decided({}, 5);
    await decided(tone, 4, other);
    await decided({ action: 'approve_edited' }, 1);
    // Before the days that are looked at, and what is passed on, count nowhere.
    await decided(tone, 31);
    await decided({ action: 'escalate' }, 2);
    const { corrections } = await own();
    const of = { workflowId: 'outbound', workflow: 'Outbound mail' };
    expect(corrections).toEqual([
      {
        ...{ ...of, reason: 'tone', rejected: 1, edited: 1 },
        ...{ earlier: { hits: 3, n: 4 }, later: { hits: 1, n: 3 } },
      },
      {
        ...{ ...of, reason: 'none', rejected: 0, edited: 1 },
        ...{ earlier: { hits: 0, n: 4 }, later: { hits: 1, n: 3 } },
      },
    ]);
  });

  it('names the workflows whose policies take back by rule, or measure each person', async () => {
    for (const [id, policy] of [
      ['strict', { fatigue: { recallUnread: true } }],
      ['measured', { catchRateEach: true }],
    ] as const)
      await at.store.workflows.putWorkflow({
        workspaceId: at.workspaceId,
        workflow: {
          ...{ id, name: `The ${id} one`, pattern: 'pre-approval', owner: 'boss@seller.example' },
          ...{ kinds: ['email.draft'], policy: { ...DEFAULT_POLICY, ...policy } },
        },
      });
    const { shared, caught } = await own();
    expect(shared?.slice(4)).toEqual([
      { what: 'recall-by-rule', workflows: ['The strict one'] },
      { what: 'catch-rate-measured', workflows: ['The measured one'] },
    ]);
    expect(caught).toEqual({
      flagged: { caught: 0, planted: 0, low: 0, high: 1 },
      unflagged: { caught: 0, planted: 0, low: 0, high: 1 },
    });
  });
});

describe('the own catch rate', () => {
  let gate: TestGate;
  beforeAll(async () => {
    gate = await testGate();
  });
  afterAll(() => gate.close());

  const mine = async (of: Stage, device = of.rep): Promise<ReadingAnswer> =>
    (await (await device.send('GET', '/v1/reading?days=7')).json()) as ReadingAnswer;
  /** Decides whatever is planted of twelve proposals; how many were. */
  async function work(of: Stage, change: Partial<Decision>): Promise<number> {
    let planted = 0;
    for (let n = 0; n < 12; n += 1) {
      const made = await propose(of);
      const { items } = await feedOf(of.rep);
      if (items.has(made.id)) continue;
      const open = [...items.values()].filter(({ state }: ReviewItem) => state === 'pending');
      for (const item of open) {
        const asked = { ...item, id: item.proposalId };
        if ((await proposalOf(of, item.proposalId)) !== undefined) continue;
        await decideOn(of, of.rep, asked, change);
        planted += 1;
      }
    }
    return planted;
  }
  const proposalOf = async ({ team }: Stage, proposalId: string) =>
    (await gate.store.proposals.current({ workspaceId: team.workspaceId, proposalId })) ??
    undefined;
  const planting = (policy: object) =>
    stage(gate, { canaries: { rate: 0.5, bursts: 1, mostADay: 100 } }, { policy });

  it('is shown to whoever decided them, where the policy measures each person', async () => {
    const of = await planting({ catchRateEach: true });
    const planted = await work(of, { action: 'reject', reason: { code: 'wrong_fact' } });
    expect(planted).toBeGreaterThan(0);
    const { caught } = await mine(of);
    const all = [caught?.flagged, caught?.unflagged];
    expect(all.reduce((sum, one) => sum + (one?.planted ?? 0), 0)).toBe(planted);
    expect(all.reduce((sum, one) => sum + (one?.caught ?? 0), 0)).toBe(planted);
    const theirs = (await mine(of, of.manager)).caught;
    expect([theirs?.flagged.planted, theirs?.unflagged.planted]).toEqual([0, 0]);
  });

  it('is worked out for nobody alone where it does not', async () => {
    const of = await planting({});
    expect(await work(of, {})).toBeGreaterThan(0);
    expect(await mine(of)).not.toHaveProperty('caught');
  });

  it('takes a year at the most', async () => {
    const of = await planting({});
    for (const days of ['0', '366', 'all'])
      expect((await of.rep.send('GET', `/v1/reading?days=${days}`)).status).toBe(422);
  });
});
