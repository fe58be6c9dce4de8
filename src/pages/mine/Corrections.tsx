import type { OwnCorrection } from '../../core/schema/own-reading.ts';
import { Visible } from '../../ui/Visible.tsx';
import { cameOf } from './figures.ts';
import { CAME_WORDS, percent, range, reasonWords } from './words.ts';

/** What this person corrected, and whether the agents' work needs it less since. */
export function Corrections({ corrections }: { corrections: readonly OwnCorrection[] }) {
  if (corrections.length === 0)
    return (
      <p class="muted">
        Nothing was corrected in these days. What you reject or edit is shown to the agents with its
        reason, and stands here.
      </p>
    );
  return (
    <>
      <p>
        Agents are given each correction with its reason. Beside yours stands how often the reason
        came up in the whole workflow, by anybody, in the first half of these days and in the
        second. What changed may have other causes as well.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="wide" tabIndex={0} aria-label="Corrections">
        <table>
          <thead>
            <tr>
              <th scope="col">Workflow and reason</th>
              <th scope="col" class="number">
                Yours
              </th>
              <th scope="col" class="number">
                First half
              </th>
              <th scope="col" class="number">
                Second half
              </th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {corrections.map((one) => (
              <Row key={`${one.workflowId} ${one.reason}`} one={one} />
            ))}
          </tbody>
        </table>
      </section>
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
        <span class="muted">{reasonWords(one.reason)}</span>
      </th>
      <td class="number">
        {one.rejected + one.edited}
        <br />
        <span class="muted">{`${one.rejected} rejected, ${one.edited} edited`}</span>
      </td>
      <td class="number">{shareWords(one.earlier)}</td>
      <td class="number">{shareWords(one.later)}</td>
      <td>
        <span class={`status-word ${role}`}>{CAME_WORDS[came]}</span>
        {came === 'unknown' ? null : (
          <span class="muted">{` (difference ${range({ low, high })})`}</span>
        )}
      </td>
    </tr>
  );
}

const shareWords = ({ hits, n }: { hits: number; n: number }): string =>
  n === 0 ? 'none' : `${percent(hits / n)} of ${n}`;
