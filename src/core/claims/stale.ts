import { type Checked, type Finding, MOST_PER_RULE, shown } from './passage.ts';

const DAY = 86_400_000;

/**
 * Rule 6: a claim whose newest dated evidence is older than the policy's days. A fresh source
 * outweighs old ones for the same claim; a source without a date says nothing about its age.
 */
export function staleEvidence({ claims, passages, policy, now }: Checked): Finding[] {
  const found: Finding[] = [];
  const limit = policy.evidenceMaxAgeDays;
  for (const claim of claims) {
    const seen = claim.evidence
      .map(({ observedAt }) => (observedAt === undefined ? Number.NaN : Date.parse(observedAt)))
      .filter((at) => !Number.isNaN(at));
    if (seen.length === 0) continue;
    const newest = Math.max(...seen);
    if (now - newest <= limit * DAY) continue;
    const days = Math.floor((now - newest) / DAY);
    const source = claim.evidence.find(
      ({ observedAt }) => observedAt !== undefined && Date.parse(observedAt) === newest,
    )?.source;
    const at = place(claim.span, passages);
    found.push({
      severity: 'medium',
      message: `The evidence for ${shown(claim.statement)} was read ${days} days ago${source ? ` (${source})` : ''}; this workflow allows ${limit} days.`,
      ...(at ? { at } : {}),
    });
    if (found.length >= MOST_PER_RULE) break;
  }
  return found;
}

type Range = NonNullable<Finding['at']>;

/** The claim's own span when it still slices to its text, else the first place where that text stands. */
function place(
  span: { field: 'subject' | 'body'; start: number; end: number; text: string } | undefined,
  passages: Checked['passages'],
): Range | undefined {
  if (!span) return undefined;
  const text = passages.find(({ field }) => field === span.field)?.text ?? '';
  if (text.slice(span.start, span.end) === span.text)
    return { field: span.field, start: span.start, end: span.end };
  const start = text.indexOf(span.text);
  return start < 0 ? undefined : { field: span.field, start, end: start + span.text.length };
}
