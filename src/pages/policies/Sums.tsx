import type { Sum } from '../../core/picker/patterns.ts';
import { ASSUMED, figure, verdictWords } from './picker-words.ts';
import { PATTERNS } from './words.ts';

/** The arithmetic of each pattern, step by step, the lightest first. */
export function Sums({ sums }: { sums: readonly Sum[] }) {
  const [first] = sums;
  return (
    <>
      {first ? (
        <p>{figure(first.wrongPerHour * 24)} wrong outputs a day are to be expected.</p>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section class="wide" tabIndex={0} aria-label="The arithmetic of each pattern">
        <table>
          <thead>
            <tr>
              <th scope="col">Pattern</th>
              <th scope="col" class="number">
                Gets out
              </th>
              <th scope="col" class="number">
                Signals, hours
              </th>
              <th scope="col" class="number">
                Readers, hours
              </th>
              <th scope="col" class="number">
                Found after, hours
              </th>
              <th scope="col" class="number">
                Lost by then
              </th>
              <th scope="col" class="number">
                Minutes a day
              </th>
              <th scope="col">So</th>
            </tr>
          </thead>
          <tbody>
            {sums.map((sum) => (
              <tr key={sum.pattern}>
                <th scope="row">{PATTERNS[sum.pattern].name}</th>
                <td class="number">{figure(sum.escapes * 100)} %</td>
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
      </section>
      <details>
        <summary>How it is reckoned</summary>
        <ul>
          {ASSUMED.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
