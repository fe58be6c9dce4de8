import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/core/schema/content.ts';
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
  social,
  stateOf,
  suppress,
} from './conduct-scene.ts';

let database: TestDatabase;
let store: Store;
let other: Store;
let sql: pg.Pool;
let at: Scene;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  // As another gate process has it: its own connections.
  other = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl });
});
beforeEach(async () => {
  at = await conductScene(store);
});
afterAll(async () => {
  await sql.end();
  await store.close();
  await other.close();
  await database.drop();
});

describe('a proposal to somebody suppressed', () => {
  it('is refused, and every recipient that it is about is named', async () => {
    await suppress(at, { scope: 'address', value: 'bob@buyer.example' });
    await suppress(at, { scope: 'domain', value: 'never.example', reason: 'legal' });
    const content = mailTo('fine@buyer.example', {
      cc: [{ email: 'Bob+x@BUYER.example' }],
      bcc: [{ email: 'ann@mail.never.example' }],
    });
    await expect(propose(at, content)).rejects.toMatchObject({
      code: 'suppressed',
      errors: [
        { path: '/content/bcc/0/email', message: expect.stringContaining('legal (by domain)') },
        { path: '/content/cc/0/email', message: expect.stringContaining('opt-out (by address)') },
      ],
    });
    const { rows } = await sql.query('select from proposals where workspace_id = $1', [
      at.workspaceId,
    ]);
    expect(rows).toHaveLength(0);
  });

  it.each<[string, () => Content]>([
    ['a message', () => social('42')],
    ['a call', () => call('42')],
    ['a sequence', () => enroll('42')],
    ['a sequence with an address', () => enroll('42', { email: 'new@buyer.example' })],
  ])('is refused by record too: %s', async (_name, content) => {
    await suppress(at, { scope: 'account', value: 'hubspot:contact:42' });
    await expect(propose(at, content())).rejects.toMatchObject({ code: 'suppressed' });
  });

  it('an opt-out by mail holds on every other channel of the same person, and of their account', async () => {
    const { workspaceId } = at;
    await store.conduct.putContact({
      workspaceId,
      contact: {
        person: 'bob@buyer.example',
        alsoKnownAs: 'HubSpot:contact:42',
        account: 'hubspot:company:7',
      },
      by: 'test',
    });
    await suppress(at, { scope: 'address', value: 'bob@buyer.example' });
    for (const content of [social('42'), call('42'), enroll('42')])
      await expect(propose(at, content)).rejects.toMatchObject({ code: 'suppressed' });
    const ann = await conductScene(store);
    await store.conduct.putContact({
      workspaceId: ann.workspaceId,
      contact: {
        person: 'hubspot:contact:43',
        alsoKnownAs: 'ann@buyer.example',
        account: 'hubspot:company:7',
      },
      by: 'test',
    });
    await suppress(ann, { scope: 'account', value: 'hubspot:company:7' });
    await expect(propose(ann, mailTo('ann@buyer.example'))).rejects.toMatchObject({
      code: 'suppressed',
    });
  });

  it('a new revision is refused as well, and the same submission again still gets its answer', async () => {
    const revision = await revisionOf(at, { content: mailTo('bob@buyer.example') });
    const { proposalId } = await store.proposals.submit(revision);
    await suppress(at, { scope: 'address', value: 'bob@buyer.example' });
    const again = await store.proposals.submit(revision);
    expect(again).toMatchObject({ proposalId, state: 'withdrawn', created: false });
    const free = await store.proposals.submit(
      await revisionOf(at, { content: mailTo('ann@buyer.example') }),
    );
    const next = await revisionOf(at, { content: mailTo('bob@buyer.example') });
    await expect(
      store.proposals.revise({ ...next, proposalId: free.proposalId }),
    ).rejects.toMatchObject({ code: 'suppressed' });
    expect(await stateOf(at, free.proposalId)).toBe('pending');
  });

  it('goes on once the entry is over or taken off, and in every other workspace', async () => {
    const other_ = await conductScene(store);
    const { entries } = await suppress(at, { scope: 'address', value: 'bob@buyer.example' });
    await propose(other_, mailTo('bob@buyer.example'));
    await store.conduct.suppress({
      workspaceId: other_.workspaceId,
      entries: [
        {
          id: randomUUID(),
          scope: 'address',
          value: 'bob@buyer.example',
          reason: 'manual',
          since: '2020-01-01T00:00:00Z',
          until: '2020-02-01T00:00:00Z',
        },
      ],
      by: 'test',
    });
    await propose(other_, mailTo('bob@buyer.example'));
    const id = entries[0]?.suppression.id ?? '';
    expect(await store.conduct.unsuppress({ workspaceId: other_.workspaceId, id, by: 'x' })).toBe(
      false,
    );
    expect(await store.conduct.unsuppress({ workspaceId: at.workspaceId, id, by: 'x' })).toBe(true);
    await propose(at, mailTo('bob@buyer.example'));
  });

  it('a bounce stops mail and leaves the telephone', async () => {
    const { workspaceId } = at;
    const contact = { person: 'bob@buyer.example', alsoKnownAs: 'hubspot:contact:42' };
    await store.conduct.putContact({ workspaceId, contact, by: 'test' });
    await suppress(at, { scope: 'address', value: 'bob@buyer.example', reason: 'bounce' });
    await expect(propose(at, mailTo('bob@buyer.example'))).rejects.toMatchObject({
      code: 'suppressed',
    });
    await propose(at, call('42'));
  });
});

describe('what is pending', () => {
  it('is withdrawn with the entry, its clearance void, its decision no longer standing', async () => {
    const pending = await propose(at, mailTo('bob@buyer.example'));
    const made = await cleared(
      at,
      mailTo('x@buyer.example', { cc: [{ email: 'bob@buyer.example' }] }),
    );
    const free = await propose(at, mailTo('ann@buyer.example'));
    const done = await suppress(at, { scope: 'address', value: 'bob@buyer.example' });
    expect(done.withdrawn.sort()).toEqual([pending, made.proposalId].sort());
    expect(await stateOf(at, pending)).toBe('withdrawn');
    expect(await stateOf(at, made.proposalId)).toBe('withdrawn');
    expect(await stateOf(at, free)).toBe('pending');
    await expect(redeem(at, made)).rejects.toMatchObject({ code: 'clearance-void' });
    expect(
      await store.proposals.report({ workspaceId: at.workspaceId, proposalId: made.proposalId }),
    ).toMatchObject({
      state: 'withdrawn',
      decision: null,
      withdrawn: { reason: 'opt-out', detail: 'bob@buyer.example: opt-out' },
    });
    const { rows } = await sql.query<{ subject: string }>(
      `select distinct subject from audit_log where workspace_id = $1
         and subject in ('suppression', 'withdrawal')`,
      [at.workspaceId],
    );
    expect(rows).toHaveLength(2);
    const { rows: logged } = await sql.query(
      `select from audit_log where workspace_id = $1 and data::text like '%bob@%'
         and subject in ('suppression', 'withdrawal', 'contact')`,
      [at.workspaceId],
    );
    expect(logged).toHaveLength(0);
  });

  it('by domain and by record it is found as well', async () => {
    const one = await propose(at, mailTo('bob@sub.buyer.example'));
    const two = await propose(at, social('42'));
    expect((await suppress(at, { scope: 'domain', value: 'buyer.example' })).withdrawn).toEqual([
      one,
    ]);
    expect(
      (await suppress(at, { scope: 'account', value: 'hubspot:contact:42' })).withdrawn,
    ).toEqual([two]);
  });
});

describe('at redemption', () => {
  /** An entry that the gate did not write, so that nothing was withdrawn with it. */
  const byHand = (value: string) =>
    sql.query(
      `insert into suppressions (workspace_id, id, scope, value, reason, source, by_whom)
       values ($1, gen_random_uuid(), 'address', $2, 'opt-out', 'sql', 'sql')`,
      [at.workspaceId, value],
    );

  it('the list is looked at again, by whichever way is taken', async () => {
    const made = await cleared(at, mailTo('bob@buyer.example'));
    const device = await cleared(at, mailTo('bob@buyer.example', { delivery: 'compose' }), {
      executor: `gmail-compose:${at.rep.deviceId}`,
      dispatch: false,
    });
    await byHand('bob@buyer.example');
    await expect(redeem(at, made)).rejects.toMatchObject({ code: 'suppressed' });
    await expect(redeem(at, device)).rejects.toMatchObject({ code: 'suppressed' });
    // As the superuser, who is past the fence: the trigger is not.
    await expect(
      sql.query(
        `update clearances set state = 'redeemed', redeemed_at = now() where workspace_id = $1 and id = $2`,
        [at.workspaceId, made.clearance.id],
      ),
    ).rejects.toMatchObject({ code: 'CS002' });
    expect(await stateOf(at, made.proposalId)).toBe('approved');
  });

  it('goes by what was approved, not by what was proposed', async () => {
    const content = mailTo('ann@buyer.example');
    const made = await cleared(at, content);
    await byHand('bob@buyer.example');
    await redeem(at, made);
    expect(await stateOf(at, made.proposalId)).toBe('dispatching');
  });

  it('nobody is written to after the entry has committed, in any process', async () => {
    for (let round = 0; round < 12; round += 1) {
      const bob = `bob${round}@buyer.example`;
      const made = await Promise.all([cleared(at, mailTo(bob)), cleared(at, mailTo(bob))]);
      const sent: number[] = [];
      let committed = Number.POSITIVE_INFINITY;
      await Promise.all([
        suppress(at, { scope: 'address', value: bob }).then(() => {
          committed = performance.now();
        }),
        ...made.map(async (each, index) => {
          const began = performance.now();
          await redeem(at, each, index === 0 ? store : other).then(
            () => sent.push(began),
            () => undefined,
          );
        }),
      ]);
      for (const began of sent) expect(began).toBeLessThan(committed);
      // Each was redeemed, or withdrawn: never both, never neither.
      const { rows } = await sql.query<{ state: string; redeemed: boolean }>(
        `select p.state, exists (select from clearances c where c.workspace_id = p.workspace_id
           and c.proposal_id = p.id and c.state = 'redeemed') as redeemed
         from proposals p where p.workspace_id = $1 and p.id = any ($2)`,
        [at.workspaceId, made.map(({ proposalId }) => proposalId)],
      );
      for (const row of rows) expect(row.redeemed).toBe(row.state !== 'withdrawn');
      await expect(send(at, mailTo(bob))).rejects.toMatchObject({ code: 'suppressed' });
    }
  });

  it('what a dead process had redeemed does not go on either', async () => {
    const made = await cleared(at, mailTo('bob@buyer.example'));
    await redeem(at, made);
    await sql.query(
      `update dispatches set state = 'queued', claimed_by = null, claimed_at = null
       where workspace_id = $1 and clearance_id = $2`,
      [at.workspaceId, made.clearance.id],
    );
    await byHand('bob@buyer.example');
    await expect(redeem(at, made)).rejects.toMatchObject({ code: 'suppressed' });
  });

  it('a call is a task: no executor but one for tasks redeems it', async () => {
    const made = await cleared(at, call('42'), { executor: 'gate:smtp' });
    await expect(redeem(at, made)).rejects.toMatchObject({ code: 'CS001' });
    const task = await cleared(at, call('42'));
    expect(task.clearance.claims.aud).toBe('gate:webhook');
    await redeem(at, task);
  });
});

it('links are learnt from a sequence that names both, so no channel is a way around', async () => {
  await propose(at, enroll('77', { email: 'zoe@buyer.example' }));
  await suppress(at, { scope: 'address', value: 'zoe@buyer.example' });
  await expect(propose(at, social('77'))).rejects.toMatchObject({ code: 'suppressed' });
});
