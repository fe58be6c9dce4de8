import type { About } from '../core/claims/leads-to.ts';
import type { Evidence as EvidenceData } from '../core/schema/claim.ts';
import { t, tn } from '../words/t.ts';
import { EvidenceLink } from './EvidenceLink.tsx';
import { Visible } from './Visible.tsx';

const DAY = 86_400_000;

/** Whole days since, in words; `now` in milliseconds since the epoch. */
export function ageWords(observedAt: string | undefined, now: number): string {
  if (observedAt === undefined) return t('ui_no_date');
  const days = Math.floor((now - Date.parse(observedAt)) / DAY);
  if (!Number.isFinite(days)) return t('ui_age_unknown');
  if (days < 0) return t('ui_dated_future');
  if (days === 0) return t('ui_today');
  return tn('ui_days_ago', days);
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
        {ageWords(observedAt, now)}
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
