import { useId } from 'preact/hooks';
import type { LaneChange } from '../../core/schema/lanes.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Gates } from './LaneCard.tsx';
import { moment, TIERS } from './words.ts';

/** Changes that are on screen before anybody asks for more. */
const SHOWN = 8;

/** When verdicts opened or closed a lane, moved its threshold, or gave another reason. */
export function Changed({ changes }: { changes: readonly LaneChange[] }) {
  const id = useId();
  if (changes.length === 0) return null;
  const list = (some: readonly LaneChange[]) => (
    <ul class="oversight">
      {some.map((change) => (
        <li key={`${change.at} ${change.tier} ${change.modelVersion} ${change.promptVersion}`}>
          <p>
            {moment(change.at)}: {t(TIERS[change.tier])},{' '}
            <span class={`status-word ${change.open ? 'good' : 'warn'}`}>
              {t(change.open ? 'lanes_opens' : 'lanes_stays_closed')}
            </span>
          </p>
          <p class="muted">
            <Gates text={change.why} /> (<Visible text={`${change.model} ${change.modelVersion}`} />
            )
          </p>
        </li>
      ))}
    </ul>
  );
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{t('lanes_what_changed')}</h3>
      {list(changes.slice(0, SHOWN))}
      {changes.length > SHOWN ? (
        <details>
          <summary>{t('lanes_earlier', { n: String(changes.length - SHOWN) })}</summary>
          {list(changes.slice(SHOWN))}
        </details>
      ) : null}
    </section>
  );
}
