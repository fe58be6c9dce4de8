import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
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
import { at, decisions, waiting } from './deciding-stage.ts';
import { buttonsOf, CHANNEL, seen } from './slack-server.ts';
import {
  ANA,
  linked,
  messageOf,
  pressBody,
  REASON,
  send,
  stateOf,
  submitBody,
  valueFor,
} from './stage.ts';

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
