import * as z from 'zod/mini';
import { INBOXES } from '../core/hosts/inbox.ts';
import { Sha256Hex, Uuid } from '../core/schema/scalars.ts';
import { ComposeMessage } from './panel-and-content.ts';
import { IndexEntry, Nothing, SendRefusal } from './shared.ts';

export { SendRefusal };

const CapabilityReport = z.object({
  name: z.string().check(z.maxLength(60)),
  hits: z.int(),
  misses: z.int(),
  variant: z.nullable(z.string().check(z.maxLength(120))),
});

const PanelPass = z.object({ nonce: z.string(), url: z.string() });

/** From a content script (tab, top frame of a host page) to the worker. */
export const contentToWorker = {
  /** The page is there; what may lie on it? Answers from Dexie alone, never from the network. */
  'page.opened': {
    payload: z.object({ host: z.enum(INBOXES), account: z.optional(z.string()) }),
    reply: z.object({
      paired: z.boolean(),
      entries: z.array(IndexEntry),
      unknownCompose: z.enum(['let-through', 'hold']),
      /** where there are entries, what `panel.nonce` would answer: saves asking */
      panel: z.optional(PanelPass),
    }),
  },
  /**
   * A record page is there, or its address has changed. Which records it shows, the worker reads from
   * the tab's own address; of a list, from the addresses of its links.
   */
  'record.opened': {
    payload: z.object({
      href: z.string().check(z.maxLength(16_384)),
      links: z.array(z.string().check(z.maxLength(2048))).check(z.maxLength(500)),
      /** a panel's frame is still to be made */
      panel: z.boolean(),
    }),
    reply: z.object({
      /** the address that this answers for; another one than the page's: ask again */
      href: z.string(),
      paired: z.boolean(),
      /** what waits on these records, in queue order */
      waiting: z.array(Uuid),
      /** what was decided in this tab a moment ago can be taken back until then */
      undoUntil: z.optional(z.string()),
      /** where something waits or can be taken back, what `panel.nonce` would answer */
      panel: z.optional(PanelPass),
    }),
  },
  /** A single-use nonce for the panel's frame in this tab and document, and the frame's address. */
  'panel.nonce': { payload: Nothing, reply: PanelPass },
  /** This compose holds that proposal (ids matched, or the person confirmed a text match). */
  'compose.seen': {
    payload: z.object({
      proposalId: Uuid,
      revision: z.int(),
      account: z.string(),
      draftId: z.string().check(z.minLength(1), z.maxLength(200)),
      threadId: z.optional(z.string()),
    }),
    reply: z.object({ bound: z.boolean(), detail: z.optional(z.string()) }),
  },
  /** The digests of what stands in a compose (DELIVERY §2). Nothing of it is kept. */
  'compose.digests': {
    payload: z.object({ compose: ComposeMessage }),
    reply: z.object({ match: Sha256Hex, compose: Sha256Hex, tail: Sha256Hex }),
  },
  /** The bound compose was discarded by the person. */
  'compose.discarded': { payload: z.object({ proposalId: Uuid }), reply: Nothing },
  /** May exactly this leave now? Redeems the clearance; network, one answer, never retried blindly. */
  'send.redeem': {
    payload: z.object({ proposalId: Uuid, composeDigest: Sha256Hex, tailDigest: Sha256Hex }),
    reply: z.union([
      z.object({ released: z.literal(true), dispatchId: Uuid }),
      z.object({ released: z.literal(false), refusal: SendRefusal, detail: z.string() }),
    ]),
  },
  /** What became of a released send. Durable before it answers. */
  'send.result': {
    payload: z.object({
      dispatchId: Uuid,
      outcome: z.enum(['executed', 'not_executed', 'recalled', 'unknown']),
      detail: z.optional(z.string()),
    }),
    reply: Nothing,
  },
  /** A send that could not be guarded. */
  'send.uncleared': {
    payload: z.object({ proposalId: z.optional(Uuid), detail: z.string().check(z.maxLength(300)) }),
    reply: Nothing,
  },
  /** Selector health of this page. Names and counts only. */
  'health.report': {
    payload: z.object({
      host: z.string().check(z.minLength(1), z.maxLength(63)),
      capabilities: z.array(CapabilityReport).check(z.maxLength(60)),
    }),
    reply: Nothing,
  },
} as const;
export type ContentToWorker = typeof contentToWorker;
