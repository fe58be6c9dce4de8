import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { workerReplies, workerSays } from '../../src/messages/content-checks.ts';
import { contentToWorker } from '../../src/messages/content-to-worker.ts';
import type { Check } from '../../src/messages/light.ts';
import { panelSays } from '../../src/messages/light-port-line.ts';
import { panelToContent } from '../../src/messages/panel-and-content.ts';
import { workerToContent } from '../../src/messages/worker-to-content.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const entry = {
  proposalId: id,
  revision: 1,
  state: 'pending',
  delivery: 'gate',
  account: 'a@b.example',
  matchDigest: 'a'.repeat(64),
};
const compose = {
  from: '',
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  authored: [{ text: 'x' }],
  tail: [],
  attachments: [],
};
const mark = { id: 'm', field: 'body', start: 0, end: 1, status: 'stale' };

/** A message that the schema takes, by direction and name. */
const good: [string, Check | undefined, z.ZodMiniType, unknown][] = [
  [
    'page.opened',
    workerReplies['page.opened'],
    contentToWorker['page.opened'].reply,
    {
      ...{ paired: true, unknownCompose: 'hold', panel: { nonce: 'n', url: 'u' } },
      entries: [entry, { ...entry, recipientsSum: 7 }],
    },
  ],
  [
    'record.opened',
    workerReplies['record.opened'],
    contentToWorker['record.opened'].reply,
    {
      ...{ href: 'https://crm.example/1', paired: true, waiting: [id] },
      ...{ undoUntil: '2026-11-28T10:00:00.000Z', panel: { nonce: 'n', url: 'u' } },
    },
  ],
  [
    'compose.digests',
    workerReplies['compose.digests'],
    contentToWorker['compose.digests'].reply,
    { match: 'a'.repeat(64), compose: 'b'.repeat(64), tail: 'c'.repeat(64) },
  ],
  [
    'panel.nonce',
    workerReplies['panel.nonce'],
    contentToWorker['panel.nonce'].reply,
    { nonce: 'n', url: 'u' },
  ],
  [
    'compose.seen',
    workerReplies['compose.seen'],
    contentToWorker['compose.seen'].reply,
    { bound: true, detail: 'd' },
  ],
  [
    'released',
    workerReplies['send.redeem'],
    contentToWorker['send.redeem'].reply,
    { released: true, dispatchId: id },
  ],
  [
    'refused',
    workerReplies['send.redeem'],
    contentToWorker['send.redeem'].reply,
    { released: false, refusal: 'paused', detail: 'd' },
  ],
  [
    'index.changed',
    workerSays['index.changed'],
    workerToContent['index.changed'].payload,
    { paired: true, entries: [{ ...entry, draftId: 'r-1' }] },
  ],
  [
    'compose.open',
    workerSays['compose.open'],
    workerToContent['compose.open'].payload,
    { proposalId: id },
  ],
  ['mark', panelSays.mark, panelToContent.mark.payload, { marks: [mark] }],
  ['reveal', panelSays.reveal, panelToContent.reveal.payload, { id: 'm' }],
  [
    'write',
    panelSays.write,
    panelToContent.write.payload,
    { expected: { compose, authoredHtml: '', tailHtml: '' }, authoredHtml: 'x' },
  ],
  ['open', panelSays.open, panelToContent.open.payload, { proposalId: id }],
  [
    'layout',
    panelSays.layout,
    panelToContent.layout.payload,
    { width: 1, height: 2, folded: false },
  ],
];

describe('what content hears, checked without zod', () => {
  it.each(good)('%s: takes what the schema takes', (_, check, schema, message) => {
    expect(z.safeParse(schema, message).success).toBe(true);
    expect(check?.(message)).toBe(true);
    expect(check?.({ ...(message as object), more: 1 })).toBe(true);
  });

  it.each(good)(
    '%s: takes nothing with a member missing, where the schema refuses that',
    (_, check, schema, message) => {
      for (const name of Object.keys(message as object)) {
        const { [name]: _gone, ...rest } = message as Record<string, unknown>;
        if (!z.safeParse(schema, rest).success)
          expect(check?.(rest), `without ${name}`).toBe(false);
        else expect(check?.(rest), `without ${name}`).toBe(true);
        for (const wrong of [null, {}, [1], 7, 'x', true]) {
          const bad = { ...(message as object), [name]: wrong };
          if (z.safeParse(schema, bad).success)
            expect(check?.(bad), `${name}: ${wrong}`).toBe(true);
        }
      }
      for (const wrong of [null, undefined, 'x', 7]) expect(check?.(wrong)).toBe(false);
    },
  );

  it('takes no entry that the guard could be led astray by', () => {
    const check = workerSays['index.changed'];
    for (const change of [
      { proposalId: 'x' },
      { delivery: 'both' },
      { account: 7 },
      { draftId: 7 },
      { matchDigest: 'a' },
    ])
      expect(
        check?.({ paired: true, entries: [{ ...entry, ...change }] }),
        JSON.stringify(change),
      ).toBe(false);
  });
});
