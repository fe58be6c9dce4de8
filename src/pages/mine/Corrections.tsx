import type { OwnCorrection } from '../../core/schema/own-reading.ts';
import { shownNumber } from '../../ui/locale.ts';
import { anyReasonWords } from '../../ui/reason-words.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';
import { cameOf } from './figures.ts';
import { CAME_WORDS, percent, range } from './words.ts';

/** What this person corrected, and whether the agents' work needs it less since. */
export function Corrections({ corrections }: { corrections: readonly OwnCorrection[] }) {
  if (corrections.length === 0) return <p class="muted">{t('mine_nothing_corrected')}</p>;
  return (
    <>
      <p>{t('mine_corrections_mean')}</p>
      <Wide label={t('mine_corrections')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('mine_workflow_and_reason')}</th>
              <th scope="col" class="number">
                {t('mine_yours')}
              </th>
              <th scope="col" class="number">
                {t('mine_first_half')}
              </th>
              <th scope="col" class="number">
                {t('mine_second_half')}
              </th>
              <th scope="col">{t('mine_since')}</th>
            </tr>
          </thead>
          <tbody>
            {corrections.map((one) => (
              <Row key={`${one.workflowId} ${one.reason}`} one={one} />
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Row({ one }: { one: OwnCorrection }) {
  const { came, low, high } = cameOf(one);
  const role = came === 'less' ? 'good' : came === 'more' ? 'warn' : '';
  return (
    <tr>
      <th scope="row">
        <Visible text={one.workflow} />
        <br />
        <span class="muted">{anyReasonWords(one.reason)}</span>
      </th>
      <td class="number">
        {shownNumber(one.rejected + one.edited)}
        <br />
        <span class="muted">
          {t('mine_rejected_edited', { rejected: one.rejected, edited: one.edited })}
        </span>
      </td>
      <td class="number">{shareWords(one.earlier)}</td>
      <td class="number">{shareWords(one.later)}</td>
      <td>
        <span class={`status-word ${role}`}>{t(CAME_WORDS[came])}</span>
        {came === 'unknown' ? null : (
          <span class="muted">{` ${t('mine_difference', { range: range({ low, high }) })}`}</span>
        )}
      </td>
    </tr>
  );
}

const shareWords = ({ hits, n }: { hits: number; n: number }): string =>
  n === 0 ? t('mine_none') : t('mine_share_of', { share: percent(hits / n), n });
