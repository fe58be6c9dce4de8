import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/gate/config.ts';
import type { NewAlert } from '../../../src/gate/dispatch/ports.ts';
import { startGate } from '../../../src/gate/main.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { withClient } from '../../support/pg-as.ts';
import {
  about,
  alertOf,
  at,
  BOSS,
  boss,
  close,
  closedIn,
  lastTold,
  messagesIn,
  press,
  raise,
  TOLD,
  told,
  until,
} from './alerts-stage.ts';
import { buttonsOf, CHANNEL, TOKEN } from './slack-server.ts';
import { SECRET, send, valueFor } from './stage.ts';

/* Alerts that Slack is to tell, whatever Slack or the gate does meanwhile. */

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
