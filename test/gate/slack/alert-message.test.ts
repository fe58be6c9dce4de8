import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/core/schema/alert.ts';
import { alertMessage } from '../../../src/gate/connectors/slack/alert.ts';
import { alertTargetOf, readAct } from '../../../src/gate/connectors/slack/payload.ts';
import type { SlackAlert } from '../../../src/gate/dispatch/ports.ts';
import { type Block, buttonsOf, fits, seen } from './slack-server.ts';
import { ANA, pressBody, TEAM } from './stage.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const PAGE = `https://gate.example/alert/${ID}`;

function shown(
  change: Partial<Alert> = {},
  rest: Partial<SlackAlert> = {},
  why: 'raised' | 'escalated' = 'raised',
) {
  const alert: Alert = {
    ...{ id: ID, kind: 'brake-tripped', urgency: 'page', workflowId: 'outbound' },
    ...{ owner: 'owner@acme.example', title: 'Complaints: 6 of 10 sends.', times: 1 },
    detail: {
      known: { since: { send: 3, at: '2026-11-28T09:00:00Z', sent: 8 } },
      ...{ held: 41, underWay: ['d-1', 'd-2'], also: ['Bounces: 4 of 10 sends.'] },
    },
    firstAt: '2026-11-28T10:00:00Z',
    lastAt: '2026-11-28T10:00:00Z',
    dueAt: '2026-11-28T10:30:00Z',
    ...change,
  };
  const found = { alert, paged: 3, workflow: 'Outbound mail', ...rest };
  const itemUrl = (id: string) => `https://gate.example/review/${id}`;
  return alertMessage(found, { why, itemUrl, pageUrl: PAGE }) as { text: string; blocks: Block[] };
}

describe('the message of an alert', () => {
  it('says what is known, what is held, what went and what was under way, and where to go', () => {
    const message = shown();
    for (const words of [
      ...['Stopped by a brake: outbound', 'Complaints: 6 of 10 sends.', 'Held back: 41.'],
      ...['It began at about 2026-11-28T09:00:00Z; 8 were sent since.', 'Bounces: 4 of 10 sends.'],
      ...['Under way when it stopped: 2 (d-1, d-2).', 'Outbound mail'],
    ])
      expect(seen(message)).toContain(words);
    expect(buttonsOf(message)).toMatchObject([
      { action_id: 'countersign.alert-actionable', value: `${ID}.3` },
      { action_id: 'countersign.alert-noise' },
      { action_id: 'countersign.alert-seen' },
      { action_id: 'countersign.open', url: PAGE },
    ]);
  });

  it('links what was under way, each to its own item, and nothing that is no id', () => {
    const items = [ID, 'https://evil.example', 7, '<!channel>'];
    const message = shown({ detail: { underWay: ['d-1'], items } });
    const links = JSON.stringify(message.blocks).match(/"type":"link"[^}]*/g) ?? [];
    expect(links).toEqual([
      `"type":"link","url":"https://gate.example/review/${ID}","text":"item 1"`,
    ]);
    expect(seen(message)).toContain('Look at what was under way:');
    expect(seen(message)).not.toContain('d-1');
    const ids = Array.from({ length: 300 }, (_, n) => `${ID.slice(0, -3)}${100 + n}`);
    const many = shown({ detail: { underWay: ids, items: ids } });
    expect(seen(many)).toContain('(the first 20 of 300)');
    expect(many.blocks.every(fits)).toBe(true);
  });

  it('says to whom it went on that its owner has not looked, until somebody does', () => {
    expect(seen(shown({}, {}, 'escalated'))).toContain('owner@acme.example, has not looked');
    expect(seen(shown({ owner: '' }, {}, 'escalated'))).toContain('Nobody has looked');
    expect(seen(shown())).not.toContain('has not looked');
    const looks = shown({ seenAt: '2026-11-28T10:05:00Z' }, { seenBy: 'Ana' }, 'escalated');
    expect(seen(looks)).not.toContain('has not looked');
    expect(seen(looks)).toContain('Ana looks at it since 2026-11-28 10:05 UTC');
  });

  it('says how it was closed, with the note, and has no buttons', () => {
    const closed = { closedAt: '2026-11-28T11:00:00Z', verdict: 'noise', note: 'A test.' } as const;
    const message = shown({ ...closed, seenAt: closed.closedAt }, { closedBy: 'Bo' });
    expect(seen(message)).toContain('Closed as noise by Bo, 2026-11-28 11:00 UTC. A test.');
    expect(message.text).toContain('Closed as noise by Bo');
    expect(seen(message)).not.toContain('looks at it');
    expect(buttonsOf(message)).toEqual([]);
    expect(seen(shown({ closedAt: closed.closedAt }))).toContain('its cause is gone');
  });

  it('has nothing in it that Slack would take for its own, and shows what is hidden', () => {
    const message = shown({ title: '<!channel> <@U0ANA> pay\u202Epal', workflowId: '<!here>' });
    expect(message.text).not.toMatch(/<[!@]/);
    expect(seen(message)).toContain('<!channel> <@U0ANA>');
    expect(seen(message)).not.toContain('\u202E');
    const types = JSON.stringify(message.blocks).match(/"type":"[a-z_]+"/g) ?? [];
    expect(types.filter((type) => /mrkdwn|"user"|usergroup|broadcast|"link"/.test(type))).toEqual(
      [],
    );
  });

  it('is one that Slack takes, whatever it is about', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6000 });
    fc.assert(
      fc.property(
        text,
        fc.array(text, { maxLength: 30 }),
        fc.array(fc.uuid(), { maxLength: 300 }),
        (title, also, underWay) => {
          const message = shown({ title, detail: { held: 1, also, underWay } });
          expect(message.blocks.length).toBeLessThanOrEqual(50);
          expect(message.blocks.every(fits)).toBe(true);
          expect(JSON.stringify(message).length).toBeLessThanOrEqual(12_000);
          expect(buttonsOf(message)).toHaveLength(4);
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('a press on it', () => {
  it('is read with who did it and what it was about', () => {
    const target = { alertId: ID, paged: 3 };
    expect(readAct(pressBody({ action: 'alert-noise', value: `${ID}.3` }))).toMatchObject({
      ...{ act: 'alert', does: 'noise', target, user: { teamId: TEAM, userId: ANA } },
    });
    expect(readAct(pressBody({ action: 'open', value: `${ID}.3` }))).toEqual({ act: 'none' });
  });

  it('of a proposal’s button is none of an alert’s, and the other way round', () => {
    const digest = 'a'.repeat(64);
    expect(readAct(pressBody({ action: 'alert-noise', value: `${ID}.1.${digest}` }))).toBeNull();
    expect(readAct(pressBody({ action: 'approve', value: `${ID}.1` }))).toBeNull();
  });

  it('with anything else in its reference is not read', () => {
    expect(alertTargetOf(`${ID}.0`)).toEqual({ alertId: ID, paged: 0 });
    for (const value of ['', ID, `${ID}.`, `${ID}.x`, `${ID}.1.2`, `x.1`, `${ID}.1e3`, `${ID}. 1`])
      expect(alertTargetOf(value)).toBeNull();
  });
});
