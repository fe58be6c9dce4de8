import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { Reviewer } from '../../../src/core/schema/people.ts';
import type { NewAlert } from '../../../src/gate/dispatch/ports.ts';
import { withClient } from '../../support/pg-as.ts';
import { buttonsOf, CHANNEL, conversationWith, type Message, seen } from './slack-server.ts';
import { linked, pressBody, type Stage, stage, valueFor } from './stage.ts';

export const BOSS = 'U0BOSS';
export const OWNER = 'U0OWNER';
export const OTHER = 'U0OTHER';
export const NEXT = 'U0NEXT';

/** A gate with a Slack that tells of alerts, its manager and an owner: hooks run in the file that imports this. */
export let at: Stage;
export let boss: Reviewer;
beforeAll(async () => {
  at = await stage();
  boss = await linked(at, { userId: BOSS, role: 'manager', name: 'Bo Boss', mailboxes: [] });
  await linked(at, { userId: OWNER, email: 'owner@acme.example', name: 'Ora Owner' });
  await linked(at, { userId: OTHER, name: 'Otto Other' });
});
afterAll(() => at.close());

let causes = 0;

/** An alert of a cause of its own, unless `change` names one. */
export const raise = (change: Partial<NewAlert> = {}) => {
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

export const alertOf = async (id: string) =>
  at.gate.store.alerts.get({ workspaceId: at.acme.workspaceId, id });

export const close = (id: string, verdict: 'actionable' | 'noise' = 'noise') =>
  at.gate.store.alerts.close({
    ...{ workspaceId: at.acme.workspaceId, id, by: boss.id, verdict },
  });

export const about = (title: string) =>
  [...at.slack.messages.values()].filter((message) => seen(message).includes(title));

export const until = <T>(look: () => T | Promise<T>) =>
  vi.waitFor(look, { timeout: 30_000, interval: 40 });

/** Waits until exactly these places have a message of it; gives them in this order. */
export const messagesIn = (title: string, places: readonly string[]): Promise<Message[]> =>
  until(() => {
    const found = about(title);
    expect(found.map(({ channel }) => channel).sort()).toEqual([...places].sort());
    return places.flatMap((place) => found.filter(({ channel }) => channel === place));
  });

export const TOLD = [CHANNEL, conversationWith(OWNER)];

export async function told(change: Partial<NewAlert> = {}) {
  const { id, title } = await raise(change);
  const [message] = await messagesIn(title, TOLD);
  if (!message) throw new Error('no message');
  return { id, title, message, value: valueFor(message) };
}

export const closedIn = (title: string) =>
  until(() => {
    const found = about(title);
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(buttonsOf)).toEqual([]);
    return found;
  });

export const lastTold = (userId: string) =>
  at.slack.ephemerals.filter(({ user }) => user === userId).at(-1)?.text ?? '';

export const press = (
  action: 'alert-seen' | 'alert-actionable' | 'alert-noise',
  value: string,
  userId = BOSS,
) => pressBody({ action, value, userId });

export const overdue = (id: string) =>
  withClient({ url: at.database.adminUrl }, (client) =>
    client.query(`update alerts set due_at = now() - interval '1 minute' where id = $1`, [id]),
  );
