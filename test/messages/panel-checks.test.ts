import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Check } from '../../src/messages/light.ts';
import { Handover } from '../../src/messages/panel-and-content.ts';
import { isHandover, workerAnswers, workerTells } from '../../src/messages/panel-checks.ts';
import { panelToWorker } from '../../src/messages/panel-to-worker.ts';
import { workerToPages } from '../../src/messages/worker-to-pages.ts';
import { idOf, itemOf } from '../pages/panel/samples.ts';

const item = await itemOf(0);
const local = { decisionId: idOf(9), action: 'approve', state: 'saved', undoUntil: item.dueAt };
const view = { item, local, unconfirmed: true };
const open = {
  ...{ decisionId: idOf(9), proposalId: idOf(1), action: 'reject' },
  ...{ undoUntil: item.dueAt, about: 'Nadia Farouk' },
};
const standing = {
  readAt: item.dueAt,
  fields: [{ field: 'amount', state: 'changed', current: 7 }],
  suppressed: [{ scope: 'address', value: 'a@b.example', reason: 'opt-out' }],
};
const settings = { theme: 'auto', keys: { approve: 'a' }, account: 'a@b.example' };

/** A message that the schema takes, by name. */
const good: [string, Check | undefined, z.ZodMiniType, unknown][] = [
  ['handover', isHandover, Handover, { countersign: 'panel', nonce: 'n', proposalId: idOf(1) }],
  ...(
    [
      ['panel.hello', { admitted: true, settings, view }],
      ['item.get', { view }],
      [
        'item.get',
        { view: { ...view, before: item.content, putOffUntil: item.dueAt, mine: true } },
      ],
      ['put-off', { putOff: true }],
      ['item.neighbours', { next: [view], previous: [], pending: 1, connection: 'live' }],
      ['items.ahead', { views: [{ item }] }],
      ['decide', { saved: true, undoUntil: item.dueAt }],
      ['decide', { saved: false, detail: 'd' }],
      ['undo.open', { open }],
      ['undo', { undone: true }],
      ['decision.settled', { view }],
      ['item.standing', { standing }],
      ['lease', { others: ['Ana'] }],
    ] as const
  ).map(([name, message]): [string, Check | undefined, z.ZodMiniType, unknown] => [
    name,
    workerAnswers[name],
    panelToWorker[name].reply,
    message,
  ]),
  [
    'items.changed',
    workerTells['items.changed'],
    workerToPages['items.changed'].payload,
    { proposalIds: [idOf(1)], all: false },
  ],
];

/** The message with each of its members in turn of another kind. */
function spoiled(message: unknown, path: readonly string[] = []): [string, unknown][] {
  if (typeof message !== 'object' || message === null) return [];
  return Object.entries(message).flatMap(([name, value]): [string, unknown][] => {
    const at = [...path, name];
    const around = (other: unknown) =>
      Array.isArray(message)
        ? message.map((one, index) => (String(index) === name ? other : one))
        : { ...message, [name]: other };
    const inner = spoiled(value, at).map(([where, other]): [string, unknown] => [
      where,
      around(other),
    ]);
    const wrong = around(typeof value === 'string' ? 7 : 'of another kind');
    return [[at.join('.'), wrong], ...inner];
  });
}

/** What the light check looks into; the rest of an item is the worker's to have parsed. */
const LOOKED_INTO =
  /^(?:(?:views?|next|previous)\.(?:\d+\.)?)?(?:item\.(?:proposalId|revision|kind|state|tier|dueAt|confidence|contentDigest|workflow|agent|trigger|content|flags|claims|reasoning|policy)|unconfirmed|before|putOffUntil|mine|open|open\.(?:decisionId|proposalId|action|undoUntil|about)|local|local\.(?:decisionId|action|state|undoUntil)|countersign|nonce|proposalId|admitted|standing|settings|settings\.(?:theme|keys|account)|saved|detail|undoUntil|undone|putOff|others|others\.0|proposalIds|proposalIds\.0|all|pending|connection|next|previous|views|view)?$/;

describe.each(good)('%s', (_, check, schema, message) => {
  it('is taken by both', () => {
    expect(z.safeParse(schema, message).success).toBe(true);
    expect((check ?? (() => false))(message)).toBe(true);
  });

  it('with a member of another kind is refused by both', () => {
    const cases = spoiled(message).filter(([where]) => LOOKED_INTO.test(where));
    expect(cases.length).toBeGreaterThan(0);
    for (const [where, wrong] of cases) {
      expect([check?.(wrong), z.safeParse(schema, wrong).success], where).toEqual([false, false]);
    }
    for (const nothing of [null, undefined, 'x', 7, {}]) {
      const both = [check?.(nothing), z.safeParse(schema, nothing).success];
      expect(both[0], String(nothing)).toBe(both[1]);
    }
  });
});
