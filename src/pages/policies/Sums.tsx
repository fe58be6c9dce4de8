import type { Sum } from '../../core/picker/patterns.ts';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';
import { assumedWords, figure, verdictWords } from './picker-words.ts';
import { PATTERNS } from './words.ts';

/** The arithmetic of each pattern, step by step, the lightest first. */
export function Sums({ sums }: { sums: readonly Sum[] }) {
  const [first] = sums;
  return (
    <>
      {first ? <p>{t('policies_sums_expected', { n: figure(first.wrongPerHour * 24) })}</p> : null}
      <Wide label={t('policies_sums_label')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('policies_pattern')}</th>
              <th scope="col" class="number">
                {t('policies_sums_gets_out')}
              </th>
              <th scope="col" class="number">
                {t('policies_sums_signals')}
              </th>
              <th scope="col" class="number">
                {t('policies_sums_readers')}
              </th>
              <th scope="col" class="number">
                {t('policies_sums_found')}
              </th>
              <th scope="col" class="number">
                {t('policies_sums_lost')}
              </th>
              <th scope="col" class="number">
                {t('policies_sums_minutes')}
              </th>
              <th scope="col">{t('policies_sums_so')}</th>
            </tr>
          </thead>
          <tbody>
            {sums.map((sum) => (
              <tr key={sum.pattern}>
                <th scope="row">{t(PATTERNS[sum.pattern].name)}</th>
                <td class="number">{t('ui_percent', { n: figure(sum.escapes * 100) })}</td>
                <td class="number">{figure(sum.signalHours)}</td>
                <td class="number">{figure(sum.readerHours)}</td>
                <td class="number">{figure(sum.detectHours)}</td>
                <td class="number">{figure(sum.damage)}</td>
                <td class="number">{figure(sum.minutes)}</td>
                <td>{verdictWords(sum)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <details>
        <summary>{t('policies_sums_how')}</summary>
        <ul>
          {assumedWords().map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
