import type { Calibration } from '../../core/schema/lanes.ts';
import { percent } from '../../ui/estimate-words.ts';
import { t } from '../../words/t.ts';
import { count, interval, saysWords } from './words.ts';

/** What a confidence has been worth: says so much, has been right so often, of n. */
export function Worth({ calibration }: { calibration: Calibration }) {
  const { informative, auroc, steps } = calibration;
  const n = steps.reduce((sum, step) => sum + step.n, 0);
  return (
    <details>
      <summary>
        {t('lanes_confidence_worth')}:{' '}
        <span class={`status-word ${informative ? 'good' : 'bad'}`}>
          {t(informative ? 'lanes_tells_right_from_wrong' : 'lanes_tells_nothing')}
        </span>{' '}
        <span class="muted">{t('lanes_n_labels', { n: count(n) })}</span>
      </summary>
      {auroc ? (
        <p class="muted">
          {t('lanes_auroc', {
            value: auroc.value.toFixed(2),
            low: auroc.low.toFixed(2),
            high: auroc.high.toFixed(2),
          })}
        </p>
      ) : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('lanes_says')}</th>
            <th scope="col" class="number">
              {t('lanes_has_been_right')}
            </th>
            <th scope="col" class="number">
              {t('lanes_interval')}
            </th>
            <th scope="col" class="number">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.from}>
              <th scope="row">{saysWords(step)}</th>
              <td class="number">{percent(step.right)}</td>
              <td class="number">{interval(step)}</td>
              <td class="number">{count(step.n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
