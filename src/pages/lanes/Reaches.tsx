import { useId } from 'preact/hooks';
import { whatIsOff } from '../../core/lanes/human-share.ts';
import type { LanesOf } from '../../messages/lanes.ts';
import { percent } from '../../ui/estimate-words.ts';
import { t } from '../../words/t.ts';
import { ShareOverTime } from './ShareOverTime.tsx';
import { AGAINST, count, offWords } from './words.ts';

/** The share that reaches people, against the 5 to 10 percent that are worth their time, and what is off. */
export function Reaches({ report, weeks }: Pick<LanesOf, 'report' | 'weeks'>) {
  const id = useId();
  const { share } = report;
  const off = whatIsOff(report);
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{t('lanes_what_reaches_people')}</h3>
      {share?.share == null ? (
        <p>{t('lanes_nothing_proposed_30_days')}</p>
      ) : (
        <>
          <p>
            {t('lanes_share_of_30_days', {
              share: percent(share.share),
              n: count(share.proposals),
              people: count(share.toPeople),
              audits: count(share.audits),
            })}{' '}
            {share.against === null ? null : (
              <span class={`status-word ${share.against === 'above' ? 'warn' : 'good'}`}>
                {t(AGAINST[share.against])}
              </span>
            )}
          </p>
          <ShareOverTime weeks={weeks} />
        </>
      )}
      {off.length > 0 ? (
        <>
          <h4>{t('lanes_what_is_miscalibrated')}</h4>
          <ul class="lanes-off">
            {off.map((one, nth) => (
              <li key={nth}>{offWords(one)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
