import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Reviewer } from '../../../src/core/schema/people.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { readConfig } from '../../../src/gate/config.ts';
import type { NewAlert } from '../../../src/gate/dispatch/ports.ts';
import { startGate } from '../../../src/gate/main.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { withClient } from '../../support/pg-as.ts';
import { Device, decision, email, proposal, signed, submit, WORKFLOWS } from '../http/harness.ts';
import { buttonsOf, CHANNEL, conversationWith, type Message, seen, TOKEN } from './slack-server.ts';
import {
  erase,
  linked,
  pressBody,
  SECRET,
  type Stage,
  send,
  stage,
  stateOf,
  valueFor,
} from './stage.ts';

/* Alerts that Slack tells and closes: whose they are, once, whatever Slack or the gate does meanwhile. */

const BOSS = 'U0BOSS';
const OWNER = 'U0OWNER';
const OTHER = 'U0OTHER';
const NEXT = 'U0NEXT';

let at: Stage;
let boss: Reviewer;
beforeAll(async () => {
  at = await stage();
  boss = await linked(at, { userId: BOSS, role: 'manager', name: 'Bo Boss', mailboxes: [] });
  await linked(at, { userId: OWNER, email: 'owner@acme.example', name: 'Ora Owner' });
  await linked(at, { userId: OTHER, name: 'Otto Other' });
});
afterAll(() => at.close());

let causes = 0;
/** An alert of a cause of its own, unless `change` names one. */
const raise = (change: Partial<NewAlert> = {}) => {
  causes += 1;
  return at.gate.store.alerts.raise({
    workspaceId: at.acme.workspaceId,
    by: 'test',
    alert: {
      cause: `cause ${causes}`,
      kind: 'lane-closed',
      urgency: 'page',
      workflowId: 'outbound',
      title: `Lane ${causes} has closed.`,
      detail: {},
      ...change,
    },
  });
};
const alertOf = async (id: string) =>
  at.gate.store.alerts.get({ workspaceId: at.acme.workspaceId, id });
const close = (id: string, verdict: 'actionable' | 'noise' = 'noise') =>
  at.gate.store.alerts.close({
    ...{ workspaceId: at.acme.workspaceId, id, by: boss.id, verdict },
  });

const about = (title: string) =>
  [...at.slack.messages.values()].filter((message) => seen(message).includes(title));
const until = <T>(look: () => T | Promise<T>) =>
  vi.waitFor(look, { timeout: 30_000, interval: 40 });
/** Waits until exactly these places have a message of it; gives them in this order. */
const messagesIn = (title: string, places: readonly string[]): Promise<Message[]> =>
  until(() => {
    const found = about(title);
    expect(found.map(({ channel }) => channel).sort()).toEqual([...places].sort());
    return places.flatMap((place) => found.filter(({ channel }) => channel === place));
  });
const TOLD = [CHANNEL, conversationWith(OWNER)];
async function told(change: Partial<NewAlert> = {}) {
  const { id, title } = await raise(change);
  const [message] = await messagesIn(title, TOLD);
  if (!message) throw new Error('no message');
  return { id, title, message, value: valueFor(message) };
}
const closedIn = (title: string) =>
  until(() => {
    const found = about(title);
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(buttonsOf)).toEqual([]);
    return found;
  });
const lastTold = (userId: string) =>
  at.slack.ephemerals.filter(({ user }) => user === userId).at(-1)?.text ?? '';
const press = (
  action: 'alert-seen' | 'alert-actionable' | 'alert-noise',
  value: string,
  userId = BOSS,
) => pressBody({ action, value, userId });
const overdue = (id: string) =>
  withClient({ url: at.database.adminUrl }, (client) =>
    client.query(`update alerts set due_at = now() - interval '1 minute' where id = $1`, [id]),
  );

describe('a press that is not to be believed closes nothing', () => {
  it('forged, of another body, unsigned, to another workspace, late or of the future', async () => {
    const { id, value } = await told();
    const body = press('alert-noise', value);
    const tries = [
      await send(at, body, { secret: 'f'.repeat(32) }),
      await send(at, press('alert-noise', value, OWNER), { sent: body }),
      await send(at, body, { signature: '' }),
      await send(at, body, { workspaceId: '01890000-0000-7000-8000-000000000000' }),
      await send(at, body, { at: Date.now() - 306_000 }),
      await send(at, body, { at: Date.now() + 306_000 }),
    ];
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 404, 401, 401]);
    expect(await alertOf(id)).not.toHaveProperty('closedAt');
  });

  it('replayed: the very same request counts once, and does not close what is raised anew', async () => {
    const { id, value } = await told({ cause: 'replayed' });
    const now = Date.now();
    const body = press('alert-noise', value);
    const answers = await Promise.all([1, 2, 3].map(() => send(at, body, { at: now })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    expect(await alertOf(id)).toMatchObject({ verdict: 'noise' });
    const again = await raise({ cause: 'replayed' });
    expect((await send(at, body, { at: now })).status).toBe(403);
    // Nor does a button of the closed one that is pressed once more.
    await send(at, press('alert-actionable', value));
    await until(() => expect(lastTold(BOSS)).toContain('closed this as noise already'));
    expect(await alertOf(again.id)).not.toHaveProperty('closedAt');
  });

  it('that names no alert, another workspace’s, or nothing that can be read', async () => {
    const elsewhere = randomUUID();
    const { store } = at.gate;
    await store.people.createWorkspace({ id: elsewhere, name: 'Elsewhere' });
    const theirs = await store.alerts.raise({
      ...{ workspaceId: elsewhere, by: 'test' },
      alert: { cause: 'x', kind: 'x', urgency: 'page', title: 'Elsewhere.', detail: {} },
    });
    for (const id of [theirs.id, randomUUID()]) {
      const before = at.slack.ephemerals.length;
      await send(at, press('alert-noise', `${id}.1`));
      await until(() => expect(at.slack.ephemerals.length).toBe(before + 1));
      expect(lastTold(BOSS)).toContain('no such alert');
    }
    expect(await store.alerts.get({ workspaceId: elsewhere, id: theirs.id })).not.toHaveProperty(
      'closedAt',
    );
    expect(about('Elsewhere.')).toEqual([]);
    for (const value of ['', 'x', `${theirs.id}`, `${theirs.id}.1.1`, `${theirs.id}.-1`])
      expect((await send(at, press('alert-noise', value))).status).toBe(422);
  });
});

describe('a press by the wrong person', () => {
  it('nobody that is known is asked for a code, whatever they are called there', async () => {
    const { id, value } = await told();
    for (const change of [{ userId: 'U0EVE' }, { userId: BOSS, teamId: 'T0EVIL' }]) {
      const user = { name: 'Bo Boss' };
      await send(at, pressBody({ action: 'alert-noise', value, user, ...change }));
      expect(at.slack.views.at(-1)).toMatchObject({ callback_id: 'countersign.code' });
    }
    expect(await alertOf(id)).not.toHaveProperty('closedAt');
  });

  it('a reviewer who neither owns it nor manages hears who may; its owner may', async () => {
    const { id, value, title } = await told();
    for (const action of ['alert-noise', 'alert-seen'] as const) {
      await send(at, press(action, value, OTHER));
      await until(() => expect(lastTold(OTHER)).toContain('owner@acme.example or a manager'));
      const now = await alertOf(id);
      expect(now).not.toHaveProperty('closedAt');
      expect(now).not.toHaveProperty('seenAt');
    }
    await send(at, press('alert-actionable', value, OWNER));
    expect(await alertOf(id)).toMatchObject({ verdict: 'actionable' });
    expect(seen((await closedIn(title))[0] ?? { blocks: [] })).toContain('by Ora Owner');
  });

  it('whose link has ended', async () => {
    const cora = await linked(at, { userId: 'U0CORA', role: 'manager', name: 'Cora' });
    const { id, value } = await told();
    const { workspaceId } = at.acme;
    await at.gate.store.slack.unlink({ workspaceId, reviewerId: cora.id, by: 'cli' });
    await send(at, press('alert-noise', value, 'U0CORA'));
    expect(at.slack.views.at(-1)).toMatchObject({ callback_id: 'countersign.code' });
    expect(await alertOf(id)).not.toHaveProperty('closedAt');
  });
});

describe('what is not so any more', () => {
  it('closed on its page: every message says how, and a button that was still there hears whose it is', async () => {
    const { id, value, title } = await told();
    await close(id);
    for (const message of await closedIn(title))
      expect(seen(message)).toContain('Closed as noise by Bo Boss');
    await send(at, press('alert-actionable', value, OWNER));
    await until(() =>
      expect(lastTold(OWNER)).toBe('Not recorded. Bo Boss has closed this as noise already.'),
    );
    expect(await alertOf(id)).toMatchObject({ verdict: 'noise' });
  });

  it('two people at once: one of them closes it, the other hears so', async () => {
    const { id, value } = await told();
    const before = at.slack.ephemerals.length;
    await Promise.all([
      send(at, press('alert-noise', value)),
      send(at, press('alert-actionable', value, OWNER)),
    ]);
    await until(() => expect(at.slack.ephemerals.length).toBe(before + 1));
    expect(at.slack.ephemerals.at(-1)?.text).toMatch(
      /has closed this as (noise|actionable) already/,
    );
    expect(await alertOf(id)).toHaveProperty('closedAt');
  });

  it('it has happened again: buttons of before close nothing, and its people are told again', async () => {
    const { id, value, title } = await told({ cause: 'again', title: 'It stopped once.' });
    await raise({ cause: 'again', title: 'It stopped once. And twice.', afresh: true });
    const all = await messagesIn(title, [...TOLD, ...TOLD]);
    await send(at, press('alert-noise', value));
    await until(() => expect(lastTold(BOSS)).toContain('happened again'));
    expect(await alertOf(id)).not.toHaveProperty('closedAt');
    const newest = await until(() => {
      const values = all.map(valueFor);
      expect(new Set(values).size).toBe(1);
      expect(values[0]).not.toBe(value);
      return values[0] ?? '';
    });
    await send(at, press('alert-noise', newest));
    expect(await closedIn(title)).toHaveLength(4);
  });

  it('its cause is gone: the messages say so', async () => {
    const { id, title, value } = await told();
    await withClient({ url: at.database.adminUrl }, async (client) => {
      await client.query('alter table alerts drop constraint closed_with_a_verdict');
      await client.query('update alerts set closed_at = now() where id = $1', [id]);
    });
    await send(at, press('alert-noise', value));
    await until(() => expect(lastTold(BOSS)).toContain('Its cause is gone'));
    expect(seen((await closedIn(title))[0] ?? { blocks: [] })).toContain('its cause is gone');
  });
});

describe('when Slack is away', () => {
  it('an outage, a limit, an error of its own, a cut line: told once each, when it is back', async () => {
    const faults = [
      { status: 503 },
      { status: 429, retryAfter: 1 },
      { error: 'internal_error' },
      'cut',
    ] as const;
    for (const fault of faults) at.slack.next('chat.postMessage', fault);
    const raised = await Promise.all(faults.map(() => raise()));
    for (const { title } of raised)
      for (const message of await messagesIn(title, TOLD))
        expect(buttonsOf(message)).toHaveLength(4);
  });

  it('what was closed meanwhile is not told any more', async () => {
    for (let n = 0; n < 2; n += 1) at.slack.next('chat.postMessage', { status: 503 });
    const calls = at.slack.calls.length;
    const { id, title } = await raise();
    await until(() => expect(at.slack.calls.length).toBe(calls + 2));
    await close(id);
    // Something later is told, so this would have been as well.
    await told();
    await until(async () => {
      const open = await withClient({ url: at.database.adminUrl }, async (client) => {
        const { rows } = await client.query<{ open: boolean }>(
          `select exists (select from pgboss.job where name = 'slack' and state in ('created', 'active',
             'retry') and data -> 'data' ->> 'alertId' = $1) as open`,
          [id],
        );
        return rows[0]?.open;
      });
      expect(open).toBe(false);
    });
    expect(about(title)).toEqual([]);
  });

  it('a change that could not be shown is shown', async () => {
    const { id, title } = await told();
    at.slack.next('chat.update', { status: 500 });
    await close(id);
    await closedIn(title);
  });

  it('a post whose answer is lost may stand twice; it is one alert, closed once', async () => {
    at.slack.next('chat.postMessage', 'done-then-cut');
    const { id, title } = await raise();
    const copies = await until(() => {
      const found = about(title);
      expect(found).toHaveLength(3);
      return found;
    });
    for (const copy of copies) await send(at, press('alert-actionable', valueFor(copy)));
    expect(await alertOf(id)).toMatchObject({ verdict: 'actionable' });
    await until(() => expect(lastTold(BOSS)).toContain('as actionable already'));
  });

  it('a process that died with a message in its hands holds it up for a moment only', async () => {
    const { id, title } = await told({ cause: 'died', title: 'Died.' });
    const { workspaceId } = at.acme;
    const { alerts } = at.gate.store.slack;
    for (const { id: post } of await alerts.places({ workspaceId, alertId: id }))
      expect(await alerts.take({ workspaceId, id: post, seconds: 2 })).not.toBeNull();
    await close(id);
    await closedIn(title);
  });

  it('a message that somebody deleted comes back while the alert is open', async () => {
    const { message, title } = await told({ cause: 'deleted' });
    at.slack.messages.delete(message.ts);
    await raise({ cause: 'deleted', title });
    const [anew] = await messagesIn(title, TOLD);
    expect(anew?.ts).not.toBe(message.ts);
  });
});

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

it('what was raised or closed while no gate ran is told once one does, and nothing twice', async () => {
  const shown = await told();
  const gone = await told();
  await at.real.close();
  const store = createStore(at.database.url);
  const { workspaceId } = at.acme;
  await store.alerts.close({ workspaceId, id: gone.id, by: boss.id, verdict: 'actionable' });
  const alert: NewAlert = {
    ...{ cause: 'away', kind: 'lane-closed', urgency: 'page', workflowId: 'outbound' },
    ...{ title: 'Closed while nobody was there.', detail: {} },
  };
  await store.alerts.raise({ workspaceId, by: 'test', alert });
  await store.close();
  const posts = at.slack.messages.size;
  const config = {
    ...readConfig({
      ...{ GATE_PORT: '0', LOG_LEVEL: 'silent', SLACK_WORKSPACE: workspaceId },
      ...{ SLACK_CHANNEL: CHANNEL, SLACK_BOT_TOKEN: TOKEN },
      ...{ SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: at.slack.url },
    }),
    databaseUrl: at.database.url,
    dataDir: `/tmp/countersign-slack-alerts-${process.pid}`,
  };
  // Two processes: what one tells the other doesn't.
  const gates = await Promise.all([
    startGate(config),
    startGate({ ...config, dataDir: `${config.dataDir}-2` }),
  ]);
  try {
    await messagesIn(alert.title, TOLD);
    await closedIn(gone.title);
    await messagesIn(shown.title, TOLD);
    expect(at.slack.messages.size).toBe(posts + 2);
  } finally {
    for (const gate of gates) await gate.close();
    for (const name of [config.dataDir, `${config.dataDir}-2`])
      await rm(name, { recursive: true, force: true });
  }
});
