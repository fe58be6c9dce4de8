import * as z from 'zod/mini';
import { Uuid } from '../core/schema/scalars.ts';
import { Nothing, SendRefusal } from './small.ts';

/*
 * The private line between the panel's frame and the content script of the page it stands on: a
 * MessagePort that the content script hands over with the nonce, by postMessage to our exact
 * origin. The page cannot hear it. The panel listens only after the worker has admitted the nonce.
 */

/** The one window message: nonce and port, and what will be shown first. */
export const Handover = z.object({
  countersign: z.literal('panel'),
  nonce: z.string(),
  proposalId: z.optional(Uuid),
});
export type Handover = z.infer<typeof Handover>;

// The first shape that fits wins and drops what it doesn't know, so the fuller ones come first.
const Run = z.union([
  z.object({ link: z.string(), text: z.string() }),
  z.object({ image: z.string() }),
  z.object({ text: z.string() }),
]);
export const ComposeMessage = z.object({
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string(),
  authored: z.array(Run),
  tail: z.array(Run),
  attachments: z.array(z.object({ name: z.string(), size: z.number() })),
});
export const ReadingMessage = z.object({
  compose: ComposeMessage,
  authoredHtml: z.string(),
  tailHtml: z.string(),
});
export type ReadingMessage = z.infer<typeof ReadingMessage>;

export const MarkMessage = z.object({
  id: z.string(),
  field: z.enum(['subject', 'body']),
  start: z.int(),
  end: z.int(),
  status: z.enum(['supported', 'unsupported', 'contradicted', 'stale', 'flag']),
});

/** How the compose was found to hold the item. `text` needs the person's yes. */
export const Matched = z.enum(['draft', 'thread', 'text', 'none']);
export type Matched = z.infer<typeof Matched>;

/** Content script → panel. */
export const contentToPanel = {
  /** Show this item. Without a surface, the panel reviews the text itself. */
  show: {
    payload: z.object({
      proposalId: Uuid,
      surfaceId: z.optional(z.string()),
      matched: Matched,
      dark: z.boolean(),
      focus: z.boolean(),
    }),
    reply: Nothing,
  },
  hide: { payload: Nothing, reply: Nothing },
  /** Nothing waits on this page: only what was decided on the one before can be taken back. */
  idle: { payload: z.object({ dark: z.boolean() }), reply: Nothing },
  /** The compose changed (debounced), or closed. */
  reading: {
    payload: z.object({ surfaceId: z.string(), reading: z.optional(ReadingMessage) }),
    reply: Nothing,
  },
  /** A send was stopped; say why and show the difference. */
  stopped: {
    payload: z.object({
      proposalId: Uuid,
      path: z.string(),
      refusal: SendRefusal,
      detail: z.string(),
    }),
    reply: Nothing,
  },
  /** A released send has left, or has come back by the page's undo. */
  sent: {
    payload: z.object({
      proposalId: Uuid,
      outcome: z.enum(['executed', 'not_executed', 'recalled', 'unknown']),
    }),
    reply: Nothing,
  },
} as const;
export type ContentToPanel = typeof contentToPanel;

/** Panel → content script. */
export const panelToContent = {
  /** Current reading of the surface that is shown. */
  read: { payload: Nothing, reply: z.object({ reading: z.optional(ReadingMessage) }) },
  /** What a record page calls the record that it shows now; it may still draw the one before. */
  title: { payload: Nothing, reply: z.object({ name: z.nullable(z.string()) }) },
  mark: {
    payload: z.object({ marks: z.array(MarkMessage) }),
    reply: z.object({ placed: z.array(z.string()) }),
  },
  /** Scroll the page's text to this mark and emphasise it; null ends it. */
  reveal: { payload: z.object({ id: z.nullable(z.string()) }), reply: Nothing },
  /** Replace the authored text through the page's editor. False when the text changed meanwhile. */
  write: {
    payload: z.object({
      expected: ReadingMessage,
      authoredHtml: z.string(),
      subject: z.optional(z.string()),
    }),
    reply: z.object({ written: z.boolean() }),
  },
  /** The person said: yes, this compose is that draft. */
  confirm: {
    payload: Nothing,
    reply: z.object({ bound: z.boolean(), detail: z.optional(z.string()) }),
  },
  /** The person said: no, leave this compose alone. Good until it closes. */
  deny: { payload: Nothing, reply: Nothing },
  /** Send the shown compose now, through guard and redemption. The panel's own trusted key started it. */
  send: {
    payload: Nothing,
    reply: z.object({ started: z.boolean(), detail: z.optional(z.string()) }),
  },
  /** Discard the leftover draft with the page's own button. */
  discard: { payload: Nothing, reply: z.object({ discarded: z.boolean() }) },
  /** Open the item's draft, or a new compose with its text, in the page. */
  open: { payload: z.object({ proposalId: Uuid }), reply: z.object({ opened: z.boolean() }) },
  /** The panel's wanted size in CSS pixels; folded shows the tab only. */
  layout: {
    payload: z.object({ width: z.number(), height: z.number(), folded: z.boolean() }),
    reply: Nothing,
  },
  /** Give the focus back to the page. */
  blur: { payload: Nothing, reply: Nothing },
} as const;
export type PanelToContent = typeof panelToContent;
