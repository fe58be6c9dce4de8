import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withClient } from '../../support/pg-as.ts';
import {
  about,
  alertOf,
  at,
  BOSS,
  close,
  closedIn,
  lastTold,
  messagesIn,
  OTHER,
  OWNER,
  press,
  raise,
  TOLD,
  told,
  until,
} from './alerts-stage.ts';
import { seen } from './slack-server.ts';
import { linked, pressBody, send, valueFor } from './stage.ts';

/* Alerts that are closed from Slack: by whom, once, and only as they are now. */

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
