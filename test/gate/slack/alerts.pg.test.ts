import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { withClient } from '../../support/pg-as.ts';
import { Device, decision, email, proposal, signed, submit, WORKFLOWS } from '../http/harness.ts';
import {
  about,
  alertOf,
  at,
  BOSS,
  close,
  closedIn,
  lastTold,
  messagesIn,
  NEXT,
  OWNER,
  overdue,
  press,
  raise,
  TOLD,
  told,
  until,
} from './alerts-stage.ts';
import { buttonsOf, CHANNEL, conversationWith, seen } from './slack-server.ts';
import { erase, linked, send, stateOf } from './stage.ts';

/* Alerts that Slack tells: whose they are, where, and what they say. */

describe('an alert', () => {
  it('that can wait is told to nobody', async () => {
    const { title } = await raise({ urgency: 'tell' });
    await told();
    expect(about(title)).toEqual([]);
  });

  it('of one cause is one message a place, however often it comes up', async () => {
    const { title } = await told({ cause: 'often', title: 'Often.' });
    for (let n = 0; n < 3; n += 1) await raise({ cause: 'often', title: 'Often.' });
    await until(() =>
      expect(about(title).map((message) => seen(message).includes('4 times'))).toEqual([
        true,
        true,
      ]),
    );
    expect(await messagesIn(title, TOLD)).toHaveLength(2);
  });

  it('that somebody looks at says so everywhere, and goes on to nobody', async () => {
    const { id, title, value } = await told();
    await send(at, press('alert-seen', value, OWNER));
    await until(() => {
      for (const message of about(title)) {
        expect(seen(message)).toContain('Ora Owner looks at it');
        expect(buttonsOf(message)).toHaveLength(3);
      }
    });
    await overdue(id);
    await at.gate.store.brakes.tend();
    expect(await alertOf(id)).not.toHaveProperty('escalatedAt');
  });

  it('nobody looks at goes on to whom the policy names, and then they may close it', async () => {
    const [outbound] = WORKFLOWS;
    if (!outbound) throw new Error('no workflow');
    const policy = { ...DEFAULT_POLICY, paging: { escalateTo: 'next@acme.example' } };
    await at.gate.store.workflows.putWorkflow({
      workspaceId: at.acme.workspaceId,
      workflow: { ...outbound, id: 'handed-on', policy },
    });
    await linked(at, { userId: NEXT, email: 'next@acme.example', name: 'Nia Next' });
    const { id, title, value } = await told({ workflowId: 'handed-on' });
    await send(at, press('alert-noise', value, NEXT));
    await until(() => expect(lastTold(NEXT)).toContain('Not recorded.'));
    await overdue(id);
    const [, , theirs] = await messagesIn(title, [...TOLD, conversationWith(NEXT)]);
    expect(theirs && seen(theirs)).toContain('Its owner, owner@acme.example, has not looked');
    await send(at, press('alert-actionable', value, NEXT));
    expect(await closedIn(title)).toHaveLength(3);
    expect(await alertOf(id)).toMatchObject({ verdict: 'actionable' });
  });

  it('of nobody by name wakes the managers; whom Slack does not reach is told in the channel', async () => {
    const { title } = await raise({ workflowId: 'no-such', title: 'Whose?' });
    const [, own] = await messagesIn(title, [CHANNEL, conversationWith(BOSS)]);
    expect(own && buttonsOf(own)).toHaveLength(4);
    at.slack.gone.add(NEXT);
    const passed = await told({ workflowId: 'handed-on' });
    await overdue(passed.id);
    await messagesIn(passed.title, [...TOLD, CHANNEL]);
    at.slack.gone.delete(NEXT);
  });

  it('is on record: that it was told there, and who closed it from there', async () => {
    const { id, value, title } = await told();
    await send(at, press('alert-noise', value));
    await closedIn(title);
    const rows = await withClient({ url: at.database.adminUrl }, async (client) => {
      const found = await client.query<{ actor: string; subject: string; became: string }>(
        `select actor, subject, became from audit_log where subject_id = $1 order by id`,
        [id],
      );
      return found.rows;
    });
    expect(rows).toEqual([
      { actor: 'test', subject: 'alert', became: 'raised' },
      { actor: 'gate:slack', subject: 'slack-alert', became: 'posted' },
      { actor: 'gate:slack', subject: 'slack-alert', became: 'posted' },
      { actor: expect.stringMatching(/^slack:/), subject: 'alert', became: 'closed' },
    ]);
  });
});

it('whoever is erased leaves nothing of theirs where alerts were told, and these go on', async () => {
  const hers = 'eve@acme.example';
  await linked(at, { userId: 'U0EVELYN', email: hers, name: 'Eve' });
  const [outbound] = WORKFLOWS;
  if (!outbound) throw new Error('no workflow');
  const workflow = { ...outbound, id: 'hers', owner: hers };
  await at.gate.store.workflows.putWorkflow({ workspaceId: at.acme.workspaceId, workflow });
  const { id, title } = await raise({ workflowId: 'hers' });
  await messagesIn(title, [CHANNEL, conversationWith('U0EVELYN')]);
  await erase(at, hers);
  const { rows } = await withClient({ url: at.database.adminUrl }, (client) =>
    client.query('select account_id, channel from slack_alert_posts where alert_id = $1', [id]),
  );
  expect(rows).toEqual([{ account_id: null, channel: CHANNEL }]);
  await close(id);
  await until(() => {
    const [inChannel] = about(title).filter(({ channel }) => channel === CHANNEL);
    expect(inChannel && seen(inChannel)).toContain('Closed as noise by Bo Boss');
  });
});

it('a brake that trips says what is known and how sure, what is held, what went, and where to go', async () => {
  const { workspaceId } = at.acme;
  const rep = await Device.paired(at.gate, workspaceId);
  const ids: string[] = [];
  for (let n = 0; n < 10; n += 1) {
    const content = email({ to: [{ email: `buyer-${n}@domain-${n}.example`, name: 'Ana' }] });
    const submitted = await submit(at.gate, at.acme, proposal({ content }));
    await rep.decide([await signed(rep, await decision(at.acme, submitted))]);
    ids.push(submitted.id);
  }
  await until(async () => {
    const states = await Promise.all(ids.map((id) => stateOf(at, id)));
    expect(new Set(states)).toEqual(new Set(['executed']));
  });
  await at.gate.store.signals.add({
    ...{ workspaceId, source: 'agent:test' },
    signals: ids.slice(0, 6).map((proposalId) => ({
      ...{ id: randomUUID(), type: 'complaint', at: new Date().toISOString(), proposalId },
    })),
  });
  const [message] = await messagesIn('Complaints of workflow outbound', TOLD);
  if (!message) throw new Error('no message');
  const text = seen(message);
  expect(text).toContain('Stopped by a brake: outbound');
  expect(text).toMatch(/6 of 10 sends \(60 %, 95 % interval 31 % to 83 %\)/);
  expect(text).toMatch(/It began at about .*; \d+ were sent since/);
  expect(text).toMatch(/Held back: 0/);
  expect(text).toMatch(/Nothing was under way/);
  const link = buttonsOf(message).find(({ url }) => url !== undefined);
  expect(link?.url).toMatch(/\/alert\/[0-9a-f-]{36}$/);
  const page = await fetch(`${at.real.url}${new URL(link?.url ?? '').pathname}`);
  expect(await page.text()).toContain('Nothing was closed by opening this page.');
});
