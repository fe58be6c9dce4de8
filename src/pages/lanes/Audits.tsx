import { useId } from 'preact/hooks';
import type { LaneReport } from '../../core/schema/lanes.ts';
import type { LanesOf } from '../../messages/lanes.ts';
import { percent } from '../../ui/estimate-words.ts';
import { t } from '../../words/t.ts';
import { confidence, count, interval } from './words.ts';

/** How much of what runs is looked at afterwards, and what was found. */
export function Audits(props: {
  rules: NonNullable<LaneReport['rules']>;
  looks: LanesOf['looks'];
}) {
  const { rules, looks } = props;
  const { open, decided, defects, rate, missed, unflagged, flagged } = looks;
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{t('lanes_audits')}</h3>
      <p>
        {decided === 0
          ? t('lanes_nothing_audited', { open: count(open) })
          : t('lanes_audited', {
              decided: count(decided),
              defects: count(defects),
              open: count(open),
            })}
        {rate
          ? ` ${t('lanes_of_all_that_ran', { rate: percent(rate.value), range: interval(rate) })}`
          : ''}
      </p>
      {missed >= 1 ? <p>{t('lanes_nobody_found', { n: count(missed) })}</p> : null}
      {unflagged.planted + flagged.planted > 0 ? (
        <p>
          {t('lanes_planted_noticed', {
            caught: count(unflagged.caught),
            planted: count(unflagged.planted),
            range: interval(unflagged),
          })}
        </p>
      ) : null}
      <table>
        <caption>{t('lanes_audit_rates')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('lanes_confidence')}</th>
            <th scope="col" class="number">
              {t('lanes_known_templates')}
            </th>
            <th scope="col" class="number">
              {t('lanes_new_templates')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.audit.map(({ from, known, novel }) => (
            <tr key={from}>
              <th scope="row">{t('lanes_from', { from: confidence(from) })}</th>
              <td class="number">{percent(known)}</td>
              <td class="number">{percent(novel)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">
        {t('lanes_second_looks_rules', {
          share: percent(rules.secondLooks),
          n: count(rules.exceptions),
        })}
      </p>
    </section>
  );
}
