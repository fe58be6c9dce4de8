import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readConfig } from '../../../src/gate/config.ts';
import { startGate } from '../../../src/gate/main.ts';
import { withClient } from '../../support/pg-as.ts';
import {
  call,
  Device,
  decision,
  email,
  proposal,
  signed,
  submit,
  type Team,
} from '../http/harness.ts';
import { buttonsOf, CHANNEL, seen, TOKEN } from './slack-server.ts';
import {
  holds,
  linked,
  messageOf,
  pressBody,
  SECRET,
  type Stage,
  send,
  stage,
  stateOf,
  valueFor,
} from './stage.ts';

/* What is in the channel follows what is, whatever Slack or the gate does meanwhile. */

let at: Stage;
beforeAll(async () => {
  at = await stage();
  await linked(at);
});
afterAll(() => at.close());

const posts = () => at.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
const closedAt = (ts: string) =>
  messageOf(at, (each) => each.ts === ts && buttonsOf(each).length === 0);

async function waiting(change: Parameters<typeof proposal>[0] = {}, by: Team = at.acme) {
  const submitted = await submit(at.gate, by, proposal(change));
  const message = await messageOf(at, holds(submitted.id));
  return { ...submitted, message };
}

it('asks Slack to fetch, link and notify nothing of what was written', async () => {
  await waiting();
  expect(at.slack.calls.find(({ method }) => method === 'chat.postMessage')?.body).toMatchObject({
    ...{ channel: CHANNEL, unfurl_links: false, unfurl_media: false },
    ...{ parse: 'none', link_names: false, mrkdwn: false },
  });
});

it('withdrawn, expired and decided at a device: the message says so and its buttons are gone', async () => {
  const gone = await waiting();
  await call(at.gate, 'DELETE', `/v1/proposals/${gone.id}`, { key: at.acme.key });
  expect(seen(await closedAt(gone.message.ts))).toContain('It was withdrawn.');

  const short = await waiting({ expiresAt: new Date(Date.now() + 1500).toISOString() });
  await vi.waitFor(async () => {
    await at.gate.store.proposals.expireDue();
    expect(await stateOf(at, short.id)).toBe('expired');
  }, 10_000);
  expect(seen(await closedAt(short.message.ts))).toContain('It expired');

  const theirs = await waiting();
  const rep = await Device.paired(at.gate, at.acme.workspaceId);
  await rep.decide([await signed(rep, await decision(at.acme, theirs))]);
  const closed = await closedAt(theirs.message.ts);
  expect(seen(closed)).toContain('Approved by Rae Rep,');
  expect(seen(closed)).not.toContain('in Slack');
});

it('a pause is on the message, and off it again', async () => {
  const { message } = await waiting();
  const { workspaceId } = at.acme;
  const set = (state: 'paused' | 'running') =>
    at.gate.store.workflows.setWorkflowState({
      workspaceId,
      id: 'outbound',
      state,
      reason: 'x',
      by: 't',
    });
  await set('paused');
  await messageOf(at, (each) => each.ts === message.ts && seen(each).includes('is paused'));
  await set('running');
  await messageOf(at, (each) => each.ts === message.ts && !seen(each).includes('is paused'));
});

it('a limit is kept to and loses nothing: the same message, later, and once', async () => {
  at.slack.next('chat.postMessage', { status: 429, retryAfter: 2 });
  const before = posts();
  const began = Date.now();
  const [one, two] = await Promise.all([submit(at.gate, at.acme), submit(at.gate, at.acme)]);
  for (const { id } of [one, two]) await messageOf(at, holds(id));
  expect(Date.now() - began).toBeGreaterThanOrEqual(1900);
  expect(posts() - before).toBe(3);
  expect([...at.slack.messages.values()].filter(holds(one.id))).toHaveLength(1);
});

it('an outage, an error of Slack’s own, a cut line: tried again until it shows', async () => {
  for (const fault of [{ status: 503 }, { error: 'internal_error' }, 'cut'] as const) {
    at.slack.next('chat.postMessage', fault);
    const { id } = await submit(at.gate, at.acme);
    await messageOf(at, holds(id));
  }
  // What went wrong is in the log by Slack's own word.
  expect(at.logged.some((line) => line.includes('"code":"internal_error"'))).toBe(true);
});

it('an update that fails is made up for', async () => {
  const { id, message } = await waiting();
  at.slack.next('chat.update', { status: 500 });
  await call(at.gate, 'DELETE', `/v1/proposals/${id}`, { key: at.acme.key });
  await closedAt(message.ts);
});

it('a post whose answer is lost may stand twice, and both decide the same, once', async () => {
  at.slack.next('chat.postMessage', 'done-then-cut');
  const { id } = await submit(at.gate, at.acme);
  const copies = await vi.waitFor(
    () => {
      const found = [...at.slack.messages.values()].filter(holds(id));
      expect(found).toHaveLength(2);
      return found;
    },
    { timeout: 20_000, interval: 50 },
  );
  for (const copy of copies)
    await send(at, pressBody({ action: 'approve', value: valueFor(copy) }));
  await vi.waitFor(() => expect(at.slack.ephemerals.at(-1)?.text).toContain('already'), 15_000);
  expect(await stateOf(at, id)).not.toBe('pending');
});

it('a message that somebody deleted comes back while it waits', async () => {
  const externalId = 'deleted';
  const { id, message } = await waiting({ externalId });
  at.slack.messages.delete(message.ts);
  const next = proposal({ externalId, content: email({ body: '<p>Once more.</p>' }) });
  await call(at.gate, 'PUT', `/v1/proposals/${id}`, { key: at.acme.key, body: next });
  const anew = await messageOf(at, holds(id));
  expect(anew.ts).not.toBe(message.ts);
  expect(seen(anew)).toContain('Once more.');
});

it('a dialogue that Slack does not open decides nothing and says so', async () => {
  const { id, message } = await waiting();
  await send(at, pressBody({ action: 'reject', value: valueFor(message), triggerId: 'expired' }));
  await vi.waitFor(() => expect(at.slack.ephemerals.at(-1)?.text).toContain('press again'), 15_000);
  expect(await stateOf(at, id)).toBe('pending');
});

it('answers within three seconds although Slack or the database takes longer, and loses nothing', async () => {
  const { id, message } = await waiting();
  const value = valueFor(message);
  const timed = async (body: string) => {
    const began = Date.now();
    const { status } = await send(at, body);
    return { status, ms: Date.now() - began };
  };
  at.slack.next('views.open', { holdMs: 4000 });
  const asked = await timed(pressBody({ action: 'reject', value }));
  expect(asked.status).toBe(200);
  expect(asked.ms).toBeLessThan(3000);
  await withClient({ url: at.database.adminUrl }, async (client) => {
    await client.query('begin');
    await client.query('select 1 from proposals where id = $1 for update', [id]);
    const pressed = await timed(pressBody({ action: 'approve', value }));
    expect(pressed.status).toBe(200);
    expect(pressed.ms).toBeLessThan(3000);
    await client.query('rollback');
  });
  await vi.waitFor(async () => expect(await stateOf(at, id)).not.toBe('pending'), 10_000);
});

it('keeps no secret: not in the log, not in the database', async () => {
  const rows = await withClient({ url: at.database.adminUrl }, async (client) => {
    const found = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'pgboss') and c.relkind = 'r'`,
    );
    const hits: string[] = [];
    for (const { name } of found.rows) {
      const { rowCount } = await client.query(
        `select 1 from ${name} t where t::text like any (array['%${TOKEN}%', '%${SECRET}%'])`,
      );
      if (rowCount) hits.push(name);
    }
    return { hits, tables: found.rows.length };
  });
  expect(rows.tables).toBeGreaterThan(30);
  expect(rows.hits).toEqual([]);
  expect(at.logged.filter((line) => line.includes(TOKEN) || line.includes(SECRET))).toEqual([]);
  expect(at.logged.join('\n')).not.toContain('Thanks for the call');
});

it('what came while no gate ran is there when one starts, and what was decided then is closed', async () => {
  const open = await waiting();
  await at.real.close();
  const { createStore } = await import('../../../src/gate/store/index.ts');
  const store = createStore(at.database.url);
  const { workspaceId, agentId } = at.acme;
  await store.proposals.withdraw({ workspaceId, agentId, proposalId: open.id });
  await store.close();
  expect(buttonsOf(open.message)).toHaveLength(3);
  const config = {
    ...readConfig({
      ...{ GATE_PORT: '0', LOG_LEVEL: 'silent', SLACK_WORKSPACE: workspaceId },
      ...{ SLACK_CHANNEL: CHANNEL, SLACK_BOT_TOKEN: TOKEN },
      ...{ SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: at.slack.url },
    }),
    databaseUrl: at.database.url,
    dataDir: `/tmp/countersign-slack-${process.pid}`,
  };
  const again = await startGate(config);
  try {
    expect(seen(await closedAt(open.message.ts))).toContain('It was withdrawn.');
  } finally {
    await again.close();
    const { rm } = await import('node:fs/promises');
    await rm(config.dataDir, { recursive: true, force: true });
  }
});
