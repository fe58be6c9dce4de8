import type { Claim, Flag, Span } from '../schema/claim.ts';
import type { Content } from '../schema/content.ts';
import type { Context } from '../schema/proposal.ts';
import { CANARY_KINDS, type CanaryKind, type Change, type Choice, changesOf } from './kinds.ts';

/** What a canary is made from: a pending proposal, of which its agent's own flags only. */
export type Plantable = {
  content: Content;
  context?: Context | undefined;
  claims: readonly Claim[];
  flags: readonly Flag[];
};

/** What was put in, for whoever decided it. */
export type Planted = {
  kind: CanaryKind;
  field: string;
  start: number;
  was: string;
  became: string;
  message: string;
};

export type Mutation = {
  content: Content;
  claims: Claim[];
  flags: Flag[];
  planted: Planted;
};

/**
 * A known-bad copy: one stretch of text made wrong, and what follows from it (later spans move, a claim
 * or flag over the stretch quotes it as it stands now). Everything else is the original's, to the byte.
 * Null where nothing of this kind can be made wrong in it.
 */
export function mutate(from: Plantable, kind: CanaryKind, choose: Choice): Mutation | null {
  const fitting = changesOf(kind, from, choose).filter((change) => fits(from, change));
  const change = fitting[Math.floor(choose() * fitting.length)];
  if (change === undefined || change.was === change.became) return null;
  const { field, start, was, became, content } = change;
  return {
    content,
    claims: from.claims.map((claim) => withSpan(claim, change)),
    flags: from.flags.map((flag) => withSpan(flag, change)),
    planted: { kind, field, start, was, became, message: said(kind, change) },
  };
}

/** The first kind that can be planted, in an order that `choose` shuffles. */
export function plant(from: Plantable, choose: Choice): Mutation | null {
  const kinds = CANARY_KINDS.map((kind) => ({ kind, at: choose() })).sort((a, b) => a.at - b.at);
  for (const { kind } of kinds) {
    const made = mutate(from, kind, choose);
    if (made !== null) return made;
  }
  return null;
}

/** No span may end inside what is changed: it would quote half of it. */
function fits({ claims, flags }: Plantable, { field, start, was }: Change): boolean {
  const end = start + was.length;
  return [...claims, ...flags].every(({ span }) => {
    if (span === undefined || span.field !== field) return true;
    const apart = span.end <= start || span.start >= end;
    return apart || (span.start <= start && span.end >= end);
  });
}

function withSpan<T extends { span?: Span | undefined; statement?: string }>(
  of: T,
  change: Change,
): T {
  const { span } = of;
  if (span === undefined || span.field !== change.field) return of;
  const { start, was, became } = change;
  const [end, by] = [start + was.length, became.length - was.length];
  if (span.start >= end)
    return { ...of, span: { ...span, start: span.start + by, end: span.end + by } };
  if (span.end <= start) return of;
  const at = start - span.start;
  const text = span.text.slice(0, at) + became + span.text.slice(at + was.length);
  // what it states is what stands there now
  const statement = was === '' ? of.statement : of.statement?.replace(was, () => became);
  return {
    ...of,
    ...(statement === undefined ? {} : { statement }),
    span: { ...span, end: span.end + by, text },
  };
}

function said(kind: CanaryKind, { was, became }: Change): string {
  switch (kind) {
    case 'person':
    case 'company':
      return `“${became}” stood in place of “${was}”.`;
    case 'number':
      return `The number “${was}” had become “${became}”.`;
    case 'price':
      return `The price “${was}” had become “${became}”.`;
    case 'invented-claim':
      return `Nothing supports this sentence: “${became.trim()}”.`;
    case 'opt-out':
      return `The way to opt out had been taken out: “${was.trim()}”.`;
  }
}
