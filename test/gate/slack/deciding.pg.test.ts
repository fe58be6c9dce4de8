import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { withClient } from '../../support/pg-as.ts';
import {
  call,
  Device,
  decision,
  email,
  proposal,
  signed,
  submit,
  WORKFLOWS,
} from '../http/harness.ts';
import { buttonsOf, CHANNEL, seen } from './slack-server.ts';
import {
  ANA,
  holds,
  linked,
  messageOf,
  pressBody,
  REASON,
  type Stage,
  send,
  stage,
  stateOf,
  submitBody,
  valueFor,
} from './stage.ts';

let at: Stage;
beforeAll(async () => {
  at = await stage();
  await linked(at);
});
afterAll(() => at.close());

/** A mail that waits, with its message in the channel. */
async function waiting(change: Parameters<typeof proposal>[0] = {}) {
  const submitted = await submit(at.gate, at.acme, proposal(change));
  const message = await messageOf(at, holds(submitted.id));
  return { ...submitted, message, value: valueFor(message) };
}
const decisions = (id: string) =>
  withClient({ url: at.database.adminUrl }, async (client) => {
    const { rows } = await client.query(
      `select status, action, channel, device_id, jws, reason, attested_sha256 from decisions
       where proposal_id = $1`,
      [id],
    );
    return rows;
  });

describe('approve', () => {
  it('decides what was shown, and the mail leaves once; no device and no signature is claimed', async () => {
    const { id, value, message } = await waiting();
    expect(seen(message)).toContain('Thanks for the call.');
    expect((await send(at, pressBody({ action: 'approve', value }))).status).toBe(200);
    await vi.waitFor(async () => expect(await stateOf(at, id)).toBe('executed'), 15_000);
    expect(await decisions(id)).toEqual([
      {
        ...{ status: 'accepted', action: 'approve', channel: 'slack', device_id: null, jws: null },
        reason: null,
        attested_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    await vi.waitFor(() => expect(at.sink.received).toHaveLength(1), 15_000);
    const done = await messageOf(at, ({ ts, text }) => ts === message.ts && /carried/.test(text));
    expect(done.text).toContain('Approved by Ana Rep in Slack');
    expect(buttonsOf(done)).toEqual([]);
    // What is decided leaves its text behind.
    expect(seen(done)).not.toContain('Thanks for the call.');
  });
});

describe('two people at once', () => {
  it('one decision wins, the other hears whose it was; nothing is lost and nothing leaves twice', async () => {
    await linked(at, { userId: 'U0TWO', name: 'Second' });
    const before = at.sink.received.length;
    const { id, value } = await waiting();
    const told = at.slack.ephemerals.length;
    await Promise.all([
      send(at, pressBody({ action: 'approve', value })),
      send(at, pressBody({ action: 'approve', value, userId: 'U0TWO' })),
    ]);
    await vi.waitFor(() => expect(at.slack.ephemerals.length).toBe(told + 1), 15_000);
    expect(at.slack.ephemerals.at(-1)?.text).toMatch(/(Ana Rep|Second) has approved this already/);
    const rows = await decisions(id);
    expect(rows.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    await vi.waitFor(async () => expect(await stateOf(at, id)).toBe('executed'), 15_000);
    expect(at.sink.received.length).toBe(before + 1);
  });
});

describe('reject', () => {
  it('asks why in a dialogue, and the agent is told', async () => {
    const { id, value, message } = await waiting();
    const views = at.slack.views.length;
    await send(at, pressBody({ action: 'reject', value }));
    expect(at.slack.views.length).toBe(views + 1);
    expect(await stateOf(at, id)).toBe('pending');
    const metadata = String(at.slack.views.at(-1)?.private_metadata);
    const values = REASON('tone', 'too pushy <@U0ANA>');
    const answer = await send(at, submitBody({ callback: 'reject', metadata, values }));
    expect(await answer.json()).toMatchObject({ response_action: 'update' });
    const asked = `/v1/proposals/${id}/decision`;
    const told = await call(at.gate, 'GET', asked, { key: at.acme.key });
    expect(await told.json()).toMatchObject({
      state: 'rejected',
      decision: { action: 'reject', reason: { code: 'tone', note: 'too pushy <@U0ANA>' } },
    });
    const done = await messageOf(at, ({ ts, text }) => ts === message.ts && /Rejected/.test(text));
    expect(seen(done)).toContain('Rejected by Ana Rep in Slack');
  });
});

describe('refused, and nothing is decided', () => {
  it('forged: another secret, another body, no signature, another workspace', async () => {
    const { id, value } = await waiting();
    const body = pressBody({ action: 'approve', value });
    const tries = [
      await send(at, body, { secret: 'f'.repeat(32) }),
      await send(at, pressBody({ action: 'approve', value, userId: 'U0EVE' }), { sent: body }),
      await send(at, body, { signature: 'v0=' }),
      await send(at, body, { signature: '' }),
      await send(at, body, { workspaceId: '01890000-0000-7000-8000-000000000000' }),
      await send(at, body, { workspaceId: 'x' }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 404, 404]);
    expect(await stateOf(at, id)).toBe('pending');
    expect(await decisions(id)).toEqual([]);
  });

  it('late, or of the future: more than five minutes from now', async () => {
    const { id, value } = await waiting();
    for (const minutes of [-5.1, 5.1]) {
      const body = pressBody({ action: 'approve', value });
      const answer = await send(at, body, { at: Date.now() + minutes * 60_000 });
      expect(answer.status).toBe(401);
    }
    expect(await stateOf(at, id)).toBe('pending');
  });

  it('replayed: the very same request counts once', async () => {
    const { id, value } = await waiting();
    const now = Date.now();
    const body = pressBody({ action: 'approve', value });
    const answers = await Promise.all([1, 2, 3].map(() => send(at, body, { at: now })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    expect((await send(at, body, { at: now })).status).toBe(403);
    expect(await decisions(id)).toHaveLength(1);
  });

  it('by nobody that is known: asked for a code instead, whatever name or address they have there', async () => {
    const { id, value } = await waiting();
    const user = { name: 'Ana Rep', username: 'ana', profile: { email: 'rep@acme.example' } };
    const answer = await send(at, pressBody({ action: 'approve', value, userId: 'U0EVE', user }));
    expect(answer.status).toBe(200);
    expect(at.slack.views.at(-1)).toMatchObject({ callback_id: 'countersign.code' });
    // The same user id in another Slack is somebody else.
    await send(at, pressBody({ action: 'approve', value, teamId: 'T0OTHER' }));
    expect(at.slack.views.at(-1)).toMatchObject({ callback_id: 'countersign.code' });
    expect(await decisions(id)).toEqual([]);
  });

  it('by the wrong person: a mailbox that is not theirs, a tier that another answers for', async () => {
    await linked(at, { userId: 'U0BOB', mailboxes: ['bob@acme.example'], name: 'Bob' });
    const { id, value, message } = await waiting();
    await send(at, pressBody({ action: 'approve', value, userId: 'U0BOB' }));
    const said = () => at.slack.ephemerals.filter(({ user }) => user === 'U0BOB');
    await vi.waitFor(() => expect(said()).toHaveLength(1), 15_000);
    expect(said()[0]?.text).toContain('not in one of your mailboxes');
    expect(await stateOf(at, id)).toBe('pending');
    expect(buttonsOf(message)).toHaveLength(3);

    const [outbound] = WORKFLOWS;
    if (!outbound) throw new Error('no workflow');
    const owner = { approver: 'boss@acme.example', exclusive: true };
    await at.gate.store.workflows.putWorkflow({
      workspaceId: at.acme.workspaceId,
      workflow: {
        ...outbound,
        id: 'owned',
        policy: { ...DEFAULT_POLICY, ownership: { low: owner, medium: owner, high: owner } },
      },
    });
    const owned = await waiting({ workflowId: 'owned' });
    await send(at, pressBody({ action: 'approve', value: owned.value }));
    await vi.waitFor(
      () => expect(at.slack.ephemerals.at(-1)?.text).toContain('boss@acme.example decides'),
      15_000,
    );
    expect(await stateOf(at, owned.id)).toBe('pending');
    await linked(at, { userId: 'U0BOSS', email: 'boss@acme.example', mailboxes: [], name: 'Boss' });
    await send(at, pressBody({ action: 'reject', value: owned.value, userId: 'U0BOSS' }));
    const metadata = String(at.slack.views.at(-1)?.private_metadata);
    const values = REASON('offer');
    await send(at, submitBody({ callback: 'reject', metadata, values, userId: 'U0BOSS' }));
    expect(await stateOf(at, owned.id)).toBe('rejected');
  });

  it('when the link has ended', async () => {
    const cora = await linked(at, { userId: 'U0CORA', name: 'Cora' });
    const { id, value } = await waiting();
    const { workspaceId } = at.acme;
    expect(await at.gate.store.slack.unlink({ workspaceId, reviewerId: cora.id, by: 'cli' })).toBe(
      1,
    );
    await send(at, pressBody({ action: 'approve', value, userId: 'U0CORA' }));
    expect(at.slack.views.at(-1)).toMatchObject({ callback_id: 'countersign.code' });
    expect(await decisions(id)).toEqual([]);
  });

  it('another digest or revision than is there now; the message then shows the new one', async () => {
    const externalId = 'revised';
    const { id, value, message } = await waiting({ externalId });
    const next = proposal({ externalId, content: email({ body: '<p>Another text.</p>' }) });
    const put = await call(at.gate, 'PUT', `/v1/proposals/${id}`, { key: at.acme.key, body: next });
    expect(put.status).toBe(200);
    await send(at, pressBody({ action: 'approve', value }));
    await vi.waitFor(
      () => expect(at.slack.ephemerals.at(-1)?.text).toContain('newer revision'),
      15_000,
    );
    expect(await stateOf(at, id)).toBe('pending');
    const shown = await messageOf(
      at,
      (each) => each.ts === message.ts && /Another/.test(seen(each)),
    );
    expect(valueFor(shown)).toMatch(/\.2\.[0-9a-f]{64}$/);
    const forged = valueFor(shown).replace(/[0-9a-f]{64}$/, 'a'.repeat(64));
    for (const action of ['approve', 'reject'] as const) {
      if (action === 'approve') await send(at, pressBody({ action, value: forged }));
      else {
        const metadata = `${CHANNEL} ${forged}`;
        await send(at, submitBody({ callback: 'reject', metadata, values: REASON('tone') }));
      }
      expect(await stateOf(at, id)).toBe('pending');
    }
    await send(at, pressBody({ action: 'approve', value: valueFor(shown) }));
    expect(await stateOf(at, id)).not.toBe('pending');
  });

  it('decided elsewhere already: the other one stands, and this one hears whose it is', async () => {
    const { id, value, message, revision, contentDigest } = await waiting();
    const rep = await Device.paired(at.gate, at.acme.workspaceId);
    const theirs = await decision(
      at.acme,
      { id, revision, contentDigest },
      { action: 'reject', reason: { code: 'tone' } },
    );
    expect(await rep.decide([await signed(rep, theirs)])).toMatchObject([{ status: 'accepted' }]);
    await send(at, pressBody({ action: 'approve', value }));
    await vi.waitFor(
      () =>
        expect(at.slack.ephemerals.at(-1)).toMatchObject({
          user: ANA,
          text: expect.stringContaining('Rae Rep has rejected this already'),
        }),
      15_000,
    );
    const done = await messageOf(at, ({ ts, text }) => ts === message.ts && /Rejected/.test(text));
    expect(seen(done)).toContain('Rejected by Rae Rep,');
  });

  it('a device that claims to be Slack', async () => {
    const submitted = await submit(at.gate, at.acme);
    const rep = await Device.paired(at.gate, at.acme.workspaceId);
    const claimed = await decision(at.acme, submitted, { channel: 'slack' });
    expect(await rep.decide([await signed(rep, claimed)])).toMatchObject([{ conflict: 'invalid' }]);
  });

  it('an interaction that says nothing we know, or several things at once', async () => {
    const form = (payload: object) =>
      new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const bad = [
      '',
      'payload=%7B',
      form({ type: 'shortcut' }),
      form([]),
      form({ type: 'block_actions' }),
    ];
    for (const body of bad) expect((await send(at, body)).status).toBe(422);
    const { id, value } = await waiting();
    const several = JSON.parse(
      new URLSearchParams(pressBody({ action: 'approve', value })).get('payload') ?? '',
    );
    several.actions.push(several.actions[0]);
    expect((await send(at, form(several))).status).toBe(422);
    expect((await send(at, pressBody({ action: 'open', value }))).status).toBe(200);
    expect((await fetch(`${at.real.url}/review/${id}`)).status).toBe(200);
    expect(await stateOf(at, id)).toBe('pending');
  });
});

describe('what is not decided in Slack', () => {
  it('prices: no message, and no button that somebody keeps gets through', async () => {
    const quote = await submit(at.gate, at.acme, {
      ...proposal({ workflowId: 'enrich' }),
      content: {
        kind: 'price.quote',
        deal: { system: 'HubSpot', object: 'deal', id: '7' },
        lines: [
          { item: 'Seat', quantity: 1, unitPrice: { minor: 100, currency: 'EUR' }, discount: 0 },
        ],
        total: { minor: 100, currency: 'EUR' },
        validUntil: '2030-01-01T00:00:00Z',
      },
    });
    // Something later has arrived, so this would have as well.
    await waiting();
    expect([...at.slack.messages.values()].some(holds(quote.id))).toBe(false);
    await linked(at, { userId: 'U0FIN', role: 'manager', name: 'Fin' });
    const value = `${quote.id}.1.${quote.contentDigest}`;
    await send(at, pressBody({ action: 'approve', value, userId: 'U0FIN' }));
    await vi.waitFor(
      () => expect(at.slack.ephemerals.at(-1)?.text).toContain('Prices are never decided in Slack'),
      15_000,
    );
    expect(await stateOf(at, quote.id)).toBe('pending');
    // Nor past the gate.
    await expect(
      withClient({ url: at.database.adminUrl }, (client) =>
        client.query(
          `insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, action,
             content_digest, attention, decided_at, status, standing, workflow_id, model_version,
             confidence_bucket, channel, attested_sha256)
           select $1, gen_random_uuid(), $2, 1, v.id, 'approve', $3, '{}', now(), 'accepted', true,
             'enrich', '1', 9, 'slack', repeat('a', 64)
           from reviewers v where v.workspace_id = $1 and v.name = 'Fin'`,
          [at.acme.workspaceId, quote.id, quote.contentDigest],
        ),
      ),
    ).rejects.toThrow('a price is never decided in Slack');
  });

  it('what a policy keeps out, by kind or tier, also once it was posted', async () => {
    const [outbound] = WORKFLOWS;
    if (!outbound) throw new Error('no workflow');
    const { id, value, message } = await waiting();
    const { workspaceId } = at.acme;
    const policy = {
      ...outbound.policy,
      version: 2,
      channels: { slack: { notTiers: ['low', 'medium', 'high'] as const } },
    };
    await at.gate.store.workflows.putWorkflow({
      workspaceId,
      workflow: {
        ...outbound,
        policy: { ...policy, channels: { slack: { notTiers: ['low', 'medium', 'high'] } } },
      },
    });
    await send(at, pressBody({ action: 'approve', value }));
    const closed = await messageOf(
      at,
      (each) => each.ts === message.ts && buttonsOf(each).length === 0,
    );
    expect(seen(closed)).toContain('By this workflow’s policy');
    expect(await stateOf(at, id)).toBe('pending');
    await at.gate.store.workflows.putWorkflow({
      workspaceId,
      workflow: { ...outbound, policy: { ...outbound.policy, version: 3 } },
    });
  });

  it('what is to be decided blind first, or held while something stands in for it, or no proposal', async () => {
    const { workspaceId } = at.acme;
    const [blind, held, plain] = [await waiting(), await waiting(), await waiting()];
    await withClient({ url: at.database.adminUrl }, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(
        `update revisions set review = review || '{"blind": {"reason": "share"}}' where proposal_id = $1`,
        [blind.id],
      );
    });
    const original = await withClient({ url: at.database.ownerUrl }, async (client) => {
      const { rows } = await client.query<{ text: string }>(
        "select pg_get_functiondef('held(uuid, uuid)'::regprocedure) as text",
      );
      await client.query(
        `create or replace function held(workspace_ uuid, proposal_ uuid) returns boolean
         language sql stable as $$ select proposal_ = '${held.id}' $$`,
      );
      return rows[0]?.text ?? '';
    });
    const look = '01890000-0000-7000-8000-00000000000f';
    const proposalIds = [blind.id, held.id, plain.id, look];
    const kept = await at.gate.store.slack.kept({ workspaceId, proposalIds });
    expect([...kept].sort()).toEqual([blind.id, held.id, look].sort());
    for (const { id, value } of [blind, held]) {
      const told = at.slack.ephemerals.length;
      await send(at, pressBody({ action: 'approve', value }));
      await vi.waitFor(() => expect(at.slack.ephemerals.length).toBe(told + 1), 15_000);
      expect(at.slack.ephemerals.at(-1)?.text).toContain('on its review page only');
      expect(await decisions(id)).toEqual([]);
    }
    for (const { message } of [blind, held])
      await messageOf(at, (each) => each.ts === message.ts && buttonsOf(each).length === 0);
    await withClient({ url: at.database.ownerUrl }, (client) => client.query(original));
  });

  it('what is kept to the review pages, such as what the gate plants: in no message, in no sheet, never decided there', async () => {
    await withClient({ url: at.database.ownerUrl }, (client) =>
      client.query(`create or replace function kept_to_pages(workspace_ uuid, proposal_ uuid, revision_ int)
        returns boolean language sql stable as $$ select exists (select from revisions r
          where r.workspace_id = $1 and r.proposal_id = $2 and r.revision = $3 and r.content like '%planted%') $$`),
    );
    const planted = await submit(
      at.gate,
      at.acme,
      proposal({ content: email({ subject: 'planted' }) }),
    );
    await waiting();
    expect([...at.slack.messages.values()].some(holds(planted.id))).toBe(false);
    const value = `${planted.id}.1.${planted.contentDigest}`;
    await send(at, pressBody({ action: 'approve', value }));
    await vi.waitFor(
      () => expect(at.slack.ephemerals.at(-1)?.text).toContain('on its review page only'),
      15_000,
    );
    const rep = await Device.paired(at.gate, at.acme.workspaceId);
    const sheet = await (await rep.send('GET', '/v1/queue.csv')).text();
    expect(sheet).toContain('Your question');
    expect(sheet).not.toContain(planted.id);
    const forced = await decision(at.acme, planted, { channel: 'sheet' });
    expect(await rep.decide([await signed(rep, forced)])).toMatchObject([{ conflict: 'invalid' }]);
    const checked = await rep.send('POST', '/v1/queue.csv', {
      raw: `decision,proposal,revision,digest\napprove,${planted.id},1,${planted.contentDigest}\n`,
      headers: { 'content-type': 'text/csv' },
    });
    expect(await checked.json()).toMatchObject({ ready: [], refused: [{ line: 2 }] });
    expect(await decisions(planted.id)).toEqual([]);
  });

  it('approving a mail that leaves from Gmail, or one longer than Slack shows; rejecting it is', async () => {
    const compose = await waiting({ content: email({ delivery: 'compose' }) });
    const long = await waiting({
      content: email({ body: `<p>${'Long word '.repeat(3000)}</p>` }),
    });
    for (const { id, value, message } of [compose, long]) {
      expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual([
        'countersign.reject',
        'countersign.open',
      ]);
      const told = at.slack.ephemerals.length;
      await send(at, pressBody({ action: 'approve', value }));
      await vi.waitFor(() => expect(at.slack.ephemerals.length).toBe(told + 1), 15_000);
      expect(await stateOf(at, id)).toBe('pending');
      const metadata = `${CHANNEL} ${value}`;
      await send(at, submitBody({ callback: 'reject', metadata, values: REASON('too_long') }));
      expect(await stateOf(at, id)).toBe('rejected');
    }
  });
});
