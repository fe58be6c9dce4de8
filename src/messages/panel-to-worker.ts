import * as z from 'zod/mini';
import { Content } from '../core/schema/content.ts';
import { Attention, DecisionAction, FirstLook, Reason } from '../core/schema/decision.ts';
import { Sha256Hex, Timestamp, Uuid } from '../core/schema/scalars.ts';
import { Standing } from '../core/schema/standing.ts';
import { ConnectionState, ItemView, Keys, Nothing } from './shared.ts';

export const PanelSettings = z.object({
  theme: z.enum(['auto', 'light', 'dark']),
  keys: Keys,
  /** `auto`, or a tag (BCP 47) */
  language: z.optional(z.string()),
  account: z.optional(z.string()),
});

/** The session at this browser: aggregates of the person's own decisions. Milliseconds. */
export const Pace = z.object({
  /** at it, without what is longer than two minutes between two decisions */
  workedMs: z.number(),
  activeMs: z.number(),
  decisions: z.int(),
  deliberate: z.int(),
  sessionMinutes: z.int(),
  /** the policy's length is over and the offer was not put off */
  pauseDue: z.boolean(),
  /** since 1970; over when it is past */
  pausedUntil: z.number(),
  /** clones that one press decides now; null: as many as the policy says */
  batchSize: z.nullable(z.int()),
});
export type Pace = z.infer<typeof Pace>;

/** Why a link leads to no item here. */
export const WhyNoItem = z.enum([
  /** it is the person's to decide, and the feed is bringing it */
  'coming',
  /** the gate shows none by this id: there is none, or it isn't theirs to see */
  'unknown',
  /** the gate did not answer, or could not */
  'away',
  'signed-out',
  /** the link's workspace is none of this browser's */
  'elsewhere',
]);
export type WhyNoItem = z.infer<typeof WhyNoItem>;

/** From the panel's frame (extension origin, in a tab) to the worker. */
export const panelToWorker = {
  /** First word of a frame: the nonce it got from the content script, good once. */
  'panel.hello': {
    payload: z.object({
      nonce: z.string(),
      /** what will be shown first, where that is known: its view comes with the answer */
      proposalId: z.optional(Uuid),
    }),
    reply: z.object({
      admitted: z.boolean(),
      settings: PanelSettings,
      view: z.optional(ItemView),
    }),
  },
  /** Keeps the worker alive while a panel is visible; sent every 20 s. */
  'panel.ping': { payload: Nothing, reply: Nothing },
  'item.get': {
    payload: z.object({ proposalId: Uuid }),
    reply: z.object({ view: z.optional(ItemView) }),
  },
  /**
   * What a link names and this device doesn't hold, asked of its gate; for the queue's own page alone.
   * A link gives no right: the gate shows it to whoever may see it.
   */
  'item.look': {
    payload: z.object({ proposalId: Uuid, space: z.optional(z.string().check(z.maxLength(200))) }),
    reply: z.object({
      view: z.optional(ItemView),
      /** why there is none */
      why: z.optional(WhyNoItem),
      /** the sentence of whatever did not answer */
      detail: z.optional(z.string()),
    }),
  },
  /** The items after (or before) this one in queue order, for prefetching. */
  'item.neighbours': {
    payload: z.object({ proposalId: z.optional(Uuid), count: z.int().check(z.gte(1), z.lte(10)) }),
    reply: z.object({
      next: z.array(ItemView),
      previous: z.array(ItemView),
      pending: z.int(),
      /** how the worker stands to the gate, so that the panel can say offline or signed out */
      connection: z.optional(ConnectionState),
    }),
  },
  /**
   * What the person will likely open on this page: its mailbox's open drafts in queue order, then the
   * queue's own front; those in `known` left out.
   */
  'items.ahead': {
    payload: z.object({
      known: z.array(Uuid).check(z.maxLength(100)),
      count: z.int().check(z.gte(1), z.lte(20)),
    }),
    reply: z.object({ views: z.array(ItemView) }),
  },
  /** Answers once the decision is durable in IndexedDB: only then may the panel say saved. */
  decide: {
    payload: z.object({
      decisionId: Uuid,
      proposalId: Uuid,
      /** the space that it was shown as one of: it is decided in that one or not at all */
      space: z.optional(z.string()),
      revision: z.int(),
      action: DecisionAction,
      contentDigest: Sha256Hex,
      content: z.optional(Content),
      composeDigest: z.optional(Sha256Hex),
      tailDigest: z.optional(Sha256Hex),
      reason: z.optional(Reason),
      attention: Attention,
      /** approve and send now: Gmail's own Undo is the window, so it is released at once */
      releaseNow: z.boolean(),
    }),
    reply: z.union([
      z.object({ saved: z.literal(true), undoUntil: z.string() }),
      z.object({ saved: z.literal(false), detail: z.string() }),
    ]),
  },
  /**
   * One press for true clones. Each row is checked again, signed and saved by itself; answers once all
   * that could be saved are durable.
   */
  'decide.clones': {
    payload: z.object({
      batchId: Uuid,
      /** the space that all of them were shown as of */
      space: z.optional(z.string()),
      /** the clone digest of what was on screen */
      clones: Sha256Hex,
      action: z.enum(['approve', 'reject']),
      reason: z.optional(Reason),
      rows: z
        .array(
          z.object({
            decisionId: Uuid,
            proposalId: Uuid,
            revision: z.int(),
            contentDigest: Sha256Hex,
            attention: Attention,
          }),
        )
        .check(z.minLength(1), z.maxLength(200)),
    }),
    reply: z.object({
      saved: z.array(z.object({ decisionId: Uuid, proposalId: Uuid })),
      refused: z.array(z.object({ proposalId: Uuid, detail: z.string() })),
      undoUntil: z.string(),
    }),
  },
  /** Takes an item out of the queue until a time, on this device; without one, brings it back. Decides nothing. */
  'put-off': {
    payload: z.object({ proposalId: Uuid, until: z.optional(Timestamp) }),
    reply: z.object({ putOff: z.boolean() }),
  },
  /**
   * What was decided blind, kept once for all tabs; without a look, the one that is kept. The worker
   * puts it into the decision that follows.
   */
  'first.look': {
    payload: z.object({ proposalId: Uuid, revision: z.int(), look: z.optional(FirstLook) }),
    reply: z.object({ look: z.optional(FirstLook) }),
  },
  /** The reviewer's own session, for their own eyes; nothing before the first decision. */
  pace: {
    payload: z.object({ take: z.optional(z.enum(['pause', 'later'])) }),
    reply: z.object({ pace: z.optional(Pace) }),
  },
  /**
   * What was decided before this page came up and can still be taken back: of its own tab, wherever
   * that was then; of this whole browser for the queue's own page.
   */
  'undo.open': {
    payload: Nothing,
    reply: z.object({
      open: z.optional(
        z.object({
          decisionId: Uuid,
          proposalId: Uuid,
          action: z.string(),
          undoUntil: z.string(),
          /** whom or what it is about, for people */
          about: z.string(),
        }),
      ),
    }),
  },
  /** Deletes a decision that has not been released. */
  undo: { payload: z.object({ decisionId: Uuid }), reply: z.object({ undone: z.boolean() }) },
  /** Waits, at most `seconds`, until the gate has answered this decision. */
  'decision.settled': {
    payload: z.object({ decisionId: Uuid, seconds: z.number().check(z.lte(20)) }),
    reply: z.object({ view: z.optional(ItemView) }),
  },
  /** How its record and its people stand now, as the gate sees it; nothing while it can't be asked. */
  'item.standing': {
    payload: z.object({ proposalId: Uuid }),
    reply: z.object({ standing: z.optional(Standing) }),
  },
  /** This one was wrong and has left: durable when answered, to be taken back until `undoUntil`. */
  'defect.report': {
    /** `space`: of one that the queue's page was shown by its link, and doesn't hold */
    payload: z.object({ proposalId: Uuid, space: z.optional(z.string().check(z.maxLength(200))) }),
    reply: z.object({ undoUntil: Timestamp }),
  },
  'defect.undo': {
    payload: z.object({ proposalId: Uuid, space: z.optional(z.string().check(z.maxLength(200))) }),
    reply: z.object({ undone: z.boolean() }),
  },
  /** "I am looking at this": who else is? */
  lease: {
    payload: z.object({ proposalId: Uuid }),
    reply: z.object({ others: z.array(z.string()) }),
  },
} as const;
export type PanelToWorker = typeof panelToWorker;
