import type { Claim, Flag, Span } from '../../core/schema/claim.ts';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import { gravity, type MarkStatus } from '../../core/text/stretches.ts';
import type { FindingData } from '../../ui/Finding.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

/** The text a person looks at now: the compose's, or the proposal's own. */
export type Texts = { subject: string; body: string };
export type Placed = { id: string; field: 'subject' | 'body'; start: number; end: number };
export type ItemFinding = FindingData & { span?: Placed };

const WEIGHT = { high: 0, medium: 1, low: 2 };
const STATUS_WORDS: Record<MarkStatus, PlainKey> = {
  contradicted: 'review_status_contradicted',
  unsupported: 'review_status_unsupported',
  stale: 'review_status_stale',
  supported: 'review_status_supported',
  flag: 'review_status_flag',
};
const ORIGIN_WORDS = {
  agent: 'review_origin_agent',
  rule: 'review_origin_rule',
  check: 'review_origin_check',
} as const;
const SEVERITY_WORDS = {
  high: 'review_severity_high',
  medium: 'review_severity_medium',
  low: 'review_severity_low',
} as const;

/**
 * Everything there is to look at, worst first, with each span looked up in the text of now. A span
 * whose words are gone says so instead of marking something else.
 */
export function findingsOf(item: ReviewItem, texts: Texts): ItemFinding[] {
  const flags = item.flags
    .map((flag, index) => flagFinding(flag, { index, texts }))
    .sort((a, b) => WEIGHT[a.severity ?? 'low'] - WEIGHT[b.severity ?? 'low']);
  const claims = [...item.claims]
    .sort((a, b) => gravity(a.status) - gravity(b.status))
    .map((claim) => claimFinding(claim, texts));
  const open = claims.filter(({ status }) => status !== 'supported');
  const fine = claims.filter(({ status }) => status === 'supported');
  return [...flags, ...open, ...fine];
}

/** The others that are about the same words, or some of them, in the list's order. */
export const onSameWords = (
  { id, span }: ItemFinding,
  findings: readonly ItemFinding[],
): ItemFinding[] =>
  findings.filter(
    (one) =>
      one.id !== id &&
      span &&
      one.span?.field === span.field &&
      one.span.start < span.end &&
      span.start < one.span.end,
  );

/** A finding as it is announced, with the others on its words: the eye sees one line there, so all are named. */
export function spokenOf(finding: ItemFinding, findings: readonly ItemFinding[]): string {
  const [said = '', ...others] = [finding, ...onSameWords(finding, findings)].map(
    ({ kind, message }) => `${kind} ${message}`,
  );
  if (others.length === 0) return said;
  return t('review_also_on_words_said', { said, others: others.join(' ') });
}

function flagFinding(flag: Flag, at: { index: number; texts: Texts }): ItemFinding {
  return {
    id: `flag:${at.index}`,
    status: 'flag',
    kind: t('review_severity_from', {
      severity: t(SEVERITY_WORDS[flag.severity]),
      origin: t(ORIGIN_WORDS[flag.origin]),
    }),
    severity: flag.severity,
    message: flag.message,
    evidence: flag.evidence ? [flag.evidence] : [],
    ...spanned(`flag:${at.index}`, flag.span, at.texts),
  };
}

function claimFinding(claim: Claim, texts: Texts): ItemFinding {
  return {
    id: `claim:${claim.id}`,
    status: claim.status,
    kind: `${t(STATUS_WORDS[claim.status])}:`,
    message: claim.statement,
    evidence: claim.evidence,
    ...spanned(`claim:${claim.id}`, claim.span, texts),
  };
}

function spanned(id: string, span: Span | undefined, texts: Texts) {
  if (!span) return { gone: false };
  const start = locate(texts[span.field], span);
  if (start === null) return { gone: true, quote: span.text };
  const placed = { id, field: span.field, start, end: start + span.text.length };
  return { gone: false, quote: span.text, span: placed };
}

/** Where the span's words stand now: the occurrence nearest to where they stood, or null. */
export function locate(text: string, span: Pick<Span, 'start' | 'text'>): number | null {
  if (text.startsWith(span.text, span.start)) return span.start;
  const after = text.indexOf(span.text, span.start);
  const before = text.lastIndexOf(span.text, span.start);
  if (after < 0 && before < 0) return null;
  if (after < 0) return before;
  if (before < 0) return after;
  return after - span.start < span.start - before ? after : before;
}
