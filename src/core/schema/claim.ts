import * as z from 'zod/mini';
import { line, Timestamp, text, WebUrl } from './scalars.ts';

/**
 * A stretch of the proposal's text. `start` and `end` count UTF-16 units, half open, in the plain
 * text of that field (`core/text/authored.ts` for `body`). `text` is the slice itself: when the
 * offsets and it disagree, the gate looks the text up and refuses what it cannot find.
 */
export const Span = z.strictObject({
  field: z.enum(['subject', 'body']),
  start: z.int().check(z.gte(0)),
  end: z.int().check(z.gte(0)),
  text: z.string().check(z.minLength(1), z.maxLength(2000)),
});
export type Span = z.infer<typeof Span>;

export const Evidence = z.strictObject({
  /** where it was read: "HubSpot", "company site", "call transcript" */
  source: line(200),
  quote: text(4000),
  url: z.optional(WebUrl),
  /** when the source was read */
  observedAt: z.optional(Timestamp),
});
export type Evidence = z.infer<typeof Evidence>;

export const ClaimStatus = z.enum(['supported', 'unsupported', 'contradicted', 'stale']);
export type ClaimStatus = z.infer<typeof ClaimStatus>;

/** A statement of fact inside a proposal. */
export const Claim = z.strictObject({
  id: line(80),
  statement: text(1000),
  span: z.optional(Span),
  status: ClaimStatus,
  evidence: z.array(Evidence).check(z.maxLength(10)),
});
export type Claim = z.infer<typeof Claim>;

export const Severity = z.enum(['low', 'medium', 'high']);
export type Severity = z.infer<typeof Severity>;

/** A reason to look: from the agent, from a routing rule, or from our own checks. */
export const Flag = z.strictObject({
  /** stable code: `claims.greeting`, `agent.tone` */
  code: z.string().check(z.regex(/^[a-z][a-z0-9.-]{1,60}$/)),
  origin: z.enum(['agent', 'rule', 'check']),
  severity: Severity,
  /** one sentence for the reviewer: what is wrong and why we think so */
  message: text(1000),
  span: z.optional(Span),
  evidence: z.optional(Evidence),
});
export type Flag = z.infer<typeof Flag>;

/** A step of the agent's reasoning, tied to its evidence where it has any. */
export const ReasoningStep = z.strictObject({
  text: text(2000),
  evidence: z.optional(z.array(Evidence).check(z.maxLength(5))),
});
export type ReasoningStep = z.infer<typeof ReasoningStep>;
