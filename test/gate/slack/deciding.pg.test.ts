import { describe, expect, it, vi } from 'vitest';
import { call } from '../http/harness.ts';
import { at, decisions, waiting } from './deciding-stage.ts';
import { buttonsOf, seen } from './slack-server.ts';
import { linked, messageOf, pressBody, REASON, send, stateOf, submitBody } from './stage.ts';

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
