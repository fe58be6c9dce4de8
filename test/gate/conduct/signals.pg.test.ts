import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Signal } from '../../../src/core/schema/signal.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { revisionOf } from '../store/scene.ts';
import {
  call,
  cleared,
  conductScene,
  enroll,
  mailTo,
  propose,
  redeem,
  type Scene,
  send,
  setPolicy,
  social,
  stateOf,
} from './conduct-scene.ts';

let database: TestDatabase;
let store: Store;
let sql: pg.Pool;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
});
beforeEach(async () => {
  at = await conductScene(store);
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await database.drop();
});

const signal = (change: Partial<Signal> & Pick<Signal, 'type'>): Signal => ({
  id: randomUUID(),
  at: new Date().toISOString(),
  ...change,
});
const add = (...signals: Signal[]) =>
  store.signals.add({ workspaceId: at.workspaceId, signals, source: 'agent:test' });
const list = () => store.conduct.suppressions({ workspaceId: at.workspaceId, limit: 100 });
const THREAD = { thread: { inReplyTo: '<a@buyer.example>', references: [] } };
const refused = { code: 'suppressed' };

describe("a signal that is not a person's no", () => {
  it.each<[string, Partial<Signal> & Pick<Signal, 'type'>]>([
    ['an out-of-office reply', { type: 'reply', replyType: 'out-of-office' }],
    ['an automatic reply', { type: 'reply', replyType: 'auto' }],
    ['a soft bounce', { type: 'bounce', bounceType: 'soft' }],
    ['a delivery', { type: 'delivered' }],
    ['a meeting', { type: 'meeting' }],
  ])('suppresses nobody: %s', async (_name, change) => {
    const waiting = await propose(at, mailTo('bob@buyer.example'));
    await add(signal({ ...change, person: 'bob@buyer.example' }));
    expect(await list()).toEqual([]);
    expect(await stateOf(at, waiting)).toBe('pending');
  });

  it('a bounce of a mail to several says of none of them that it was theirs', async () => {
    const proposalId = await propose(at, mailTo('a@x.example', { cc: [{ email: 'b@x.example' }] }));
    await add(signal({ type: 'bounce', proposalId }));
    expect(await list()).toEqual([]);
    await add(signal({ type: 'bounce', proposalId, person: 'b@x.example' }));
    expect(await list()).toMatchObject([{ value: 'b@x.example', reason: 'bounce' }]);
  });

  it("of another workspace's proposal, or of none, changes nothing", async () => {
    const proposalId = await propose(at, mailTo('bob@buyer.example'));
    const mine = at;
    at = await conductScene(store);
    await add(signal({ type: 'unsubscribe', proposalId }), signal({ type: 'unsubscribe' }));
    expect(await list()).toEqual([]);
    expect(await stateOf(mine, proposalId)).toBe('pending');
  });
});

describe('a reply', () => {
  it('stops sequences and first mails to this person, and withdraws what was written before it', async () => {
    const first = await propose(at, mailTo('bob@buyer.example'));
    const bump = await cleared(at, mailTo('bob@buyer.example', THREAD));
    const ann = await propose(at, mailTo('ann@buyer.example'));
    await add(signal({ type: 'reply', replyType: 'positive', person: 'Bob@Buyer.example' }));
    expect(await stateOf(at, first)).toBe('withdrawn');
    expect(await stateOf(at, bump.proposalId)).toBe('withdrawn');
    await expect(redeem(at, bump)).rejects.toMatchObject({ code: 'clearance-void' });
    expect(await stateOf(at, ann)).toBe('pending');
    await expect(propose(at, mailTo('bob@buyer.example'))).rejects.toMatchObject(refused);
    await expect(propose(at, enroll('1', { email: 'bob@buyer.example' }))).rejects.toMatchObject(
      refused,
    );
  });

  it('may be answered: in its thread, and by a call', async () => {
    await add(signal({ type: 'reply', person: 'bob@buyer.example' }));
    await send(at, mailTo('bob@buyer.example', THREAD));
    await propose(at, call('9'));
  });

  it('that came long ago, or in a workspace that does not want it, stops nothing', async () => {
    await add(signal({ type: 'reply', person: 'bob@buyer.example', at: '2020-01-01T00:00:00Z' }));
    await setPolicy(at, { replyStopsDays: null });
    await add(signal({ type: 'reply', person: 'ann@buyer.example' }));
    expect(await list()).toEqual([]);
  });
});

describe('an opt-out', () => {
  it.each<[string, Partial<Signal> & Pick<Signal, 'type'>, string]>([
    ['an unsubscribe', { type: 'unsubscribe' }, 'opt-out'],
    ['a reply that says stop', { type: 'reply', replyType: 'opt-out' }, 'opt-out'],
    ['a complaint', { type: 'complaint' }, 'complaint'],
    ['a hard bounce', { type: 'bounce', bounceType: 'hard' }, 'bounce'],
  ])(
    '%s by proposal holds for its recipient, once however often it is told',
    async (_name, change, reason) => {
      const made = await cleared(at, mailTo('bob@buyer.example'));
      await redeem(at, made);
      const told = signal({ ...change, proposalId: made.proposalId });
      expect(await add(told)).toBe(1);
      expect(await add(told)).toBe(0);
      await add({ ...told, id: randomUUID() });
      expect(await list()).toMatchObject([
        { scope: 'address', value: 'bob@buyer.example', reason, source: `signal:${told.id}` },
      ]);
      await expect(propose(at, mailTo('bob@buyer.example', THREAD))).rejects.toMatchObject(refused);
      // What was under way is not undone.
      expect(await stateOf(at, made.proposalId)).toBe('dispatching');
    },
  );

  it("of a social message is its record's", async () => {
    const proposalId = await propose(at, social('42'));
    await add(signal({ type: 'unsubscribe', proposalId }));
    expect(await list()).toMatchObject([{ scope: 'account', value: 'hubspot:contact:42' }]);
    expect(await stateOf(at, proposalId)).toBe('withdrawn');
  });

  it('tells the agent whose proposal it withdrew, by its callback', async () => {
    const revision = await revisionOf(at, { content: mailTo('bob@buyer.example') });
    const { proposalId } = await store.proposals.submit({
      ...revision,
      input: { ...revision.input, callbackUrl: 'https://agent.example/hook' },
    });
    await add(signal({ type: 'unsubscribe', person: 'bob@buyer.example' }));
    const { rows } = await sql.query<{ data: { type: string; data: object } }>(
      `select data from pgboss.job where name = 'webhook' and data ->> 'workspaceId' = $1`,
      [at.workspaceId],
    );
    expect(rows.map(({ data }) => data)).toMatchObject([
      {
        type: 'proposal.withdrawn',
        url: 'https://agent.example/hook',
        data: { proposalId, state: 'withdrawn', decision: null, withdrawn: { reason: 'opt-out' } },
      },
    ]);
  });
});

describe('silence', () => {
  it('after so many touches ends a sequence, on every channel, until the person is heard', async () => {
    await setPolicy(at, { silence: { touches: 3, days: 90 }, replyStopsDays: null });
    await store.conduct.putContact({
      workspaceId: at.workspaceId,
      contact: { person: 'bob@buyer.example', alsoKnownAs: 'hubspot:contact:42' },
      by: 'test',
    });
    const waiting = await cleared(at, mailTo('bob@buyer.example'));
    await send(at, mailTo('bob@buyer.example'));
    await send(at, social('42'));
    await send(at, mailTo('bob@buyer.example', THREAD));
    for (const content of [mailTo('bob@buyer.example'), social('42'), call('42'), enroll('42')])
      await expect(propose(at, content)).rejects.toMatchObject({
        code: 'conduct',
        message: expect.stringContaining('No answer after 3 touches'),
        errors: [{ path: expect.stringMatching(/^\/content/) }],
      });
    await expect(redeem(at, waiting)).rejects.toMatchObject({ code: 'conduct' });
    await propose(at, mailTo('ann@buyer.example'));
    await add(signal({ type: 'reply', person: 'bob@buyer.example' }));
    await propose(at, mailTo('bob@buyer.example'));
    await redeem(at, waiting);
  });

  it("a machine's reply does not end it, nor a reply that a wrong clock puts into the future", async () => {
    await setPolicy(at, { silence: { touches: 1, days: 90 }, replyStopsDays: null });
    await add(signal({ type: 'meeting', person: 'bob@buyer.example', at: '2090-01-01T00:00:00Z' }));
    await send(at, mailTo('bob@buyer.example'));
    await add(signal({ type: 'reply', replyType: 'out-of-office', person: 'bob@buyer.example' }));
    await expect(propose(at, mailTo('bob@buyer.example'))).rejects.toMatchObject({
      code: 'conduct',
    });
  });
});

describe('the basis for contact', () => {
  const basis = {
    DE: ['consent', 'opt-in'],
    US: ['legitimate-interest'],
    'US-CA': ['opt-in'],
  } as const;
  const rules = Object.fromEntries(Object.entries(basis).map(([k, v]) => [k, [...v]]));
  const know = (
    person: string,
    jurisdiction?: string,
    given?: 'consent' | 'legitimate-interest',
    expiresAt?: string,
  ) =>
    store.conduct.putContact({
      workspaceId: at.workspaceId,
      contact: {
        person,
        ...(jurisdiction ? { jurisdiction } : {}),
        ...(given ? { basis: given } : {}),
        ...(expiresAt ? { expiresAt } : {}),
      },
      by: 'test',
    });
  const goes = (person: string) =>
    send(at, mailTo(person)).then(
      () => 'sent',
      (error: { code: string; errors: { message: string }[] }) =>
        error.errors[0]?.message ?? error.code,
    );

  it("is what the person's jurisdiction needs, its state before its country, and not run out", async () => {
    await setPolicy(at, { basis: rules });
    await know('de@x.example', 'DE');
    await know('de-yes@x.example', 'DE', 'consent');
    await know('de-li@x.example', 'DE', 'legitimate-interest');
    await know('de-over@x.example', 'DE', 'consent', '2020-01-01T00:00:00Z');
    await know('us@x.example', 'US-NY', 'legitimate-interest');
    await know('ca@x.example', 'US-CA', 'legitimate-interest');
    await know('fr@x.example', 'FR');
    expect(await goes('de@x.example')).toBe(
      'de@x.example: no valid basis for contact (DE needs consent or opt-in)',
    );
    expect(await goes('de-yes@x.example')).toBe('sent');
    expect(await goes('de-li@x.example')).toMatch(/no valid basis/);
    expect(await goes('de-over@x.example')).toMatch(/no valid basis/);
    expect(await goes('us@x.example')).toBe('sent');
    expect(await goes('ca@x.example')).toMatch(/US-CA needs opt-in/);
    expect(await goes('fr@x.example')).toBe('sent');
    expect(await goes('stranger@x.example')).toBe('sent');
  });

  it('can be needed of everybody nobody knows anything of', async () => {
    await setPolicy(at, { basis: { '*': ['consent'] } });
    expect(await goes('stranger@x.example')).toMatch(/unknown jurisdiction needs consent/);
    await know('stranger@x.example', undefined, 'consent');
    expect(await goes('stranger@x.example')).toBe('sent');
  });

  it('is asked for at the redemption: what is recorded by then counts', async () => {
    await setPolicy(at, { basis: { '*': ['consent'] } });
    const made = await cleared(at, mailTo('late@x.example'));
    await expect(redeem(at, made)).rejects.toMatchObject({ code: 'conduct' });
    await know('late@x.example', undefined, 'consent');
    await redeem(at, made);
  });

  it('nothing is needed where nobody has written a policy', async () => {
    expect(await store.conduct.policy({ workspaceId: at.workspaceId })).toMatchObject({
      version: 0,
    });
    expect(await goes('anybody@x.example')).toBe('sent');
  });
});
