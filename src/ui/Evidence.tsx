import type { About } from '../core/claims/leads-to.ts';
import type { Evidence as EvidenceData } from '../core/schema/claim.ts';
import { EvidenceLink } from './EvidenceLink.tsx';
import { Visible } from './Visible.tsx';

const DAY = 86_400_000;

/** Whole days since, in words; `now` in milliseconds since the epoch. */
export function ageWords(observedAt: string, now: number): string {
  const days = Math.floor((now - Date.parse(observedAt)) / DAY);
  if (!Number.isFinite(days)) return 'age unknown';
  if (days < 0) return 'dated in the future';
  if (days === 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** A quote with its source and age. */
export function Evidence(props: { evidence: EvidenceData; now: number; about?: About }) {
  const { evidence, now, about } = props;
  const { source, quote, url, observedAt } = evidence;
  return (
    <figure class="evidence">
      <blockquote dir="auto">
        <Visible text={quote} />
      </blockquote>
      <figcaption>
        <Visible text={source} />
        {', '}
        {observedAt ? ageWords(observedAt, now) : 'no date'}
        {url ? (
          <>
            {', '}
            <EvidenceLink url={url} source={source} about={about} />
          </>
        ) : null}
      </figcaption>
    </figure>
  );
}
