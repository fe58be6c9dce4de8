import { useId } from 'preact/hooks';
import type { RampRow } from '../../messages/oversight.ts';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import type { Act } from './act.ts';

const STATES: Record<RampRow['state'], { word: PlainKey; role: string }> = {
  open: { word: 'popup_watched', role: 'good' },
  unwatched: { word: 'popup_waits_watcher', role: 'warn' },
  full: { word: 'popup_window_full', role: 'warn' },
  done: { word: 'popup_done', role: 'good' },
};

/** What is new, and how far it may go; its watcher says here that they are there. */
export function Ramps(props: {
  ramps: readonly RampRow[];
  act: Act;
  /** id of its workspace's heading, part of its name; '' where there is none */
  under: string;
}) {
  const { ramps, act } = props;
  const heading = useId();
  return (
    <section aria-labelledby={`${props.under} ${heading}`.trim()}>
      <h2 id={heading}>{t('popup_new_small_windows')}</h2>
      <ul class="oversight">
        {ramps.map((ramp) => {
          const { word, role } = STATES[ramp.state];
          return (
            <li key={ramp.id}>
              <p>
                {tx('popup_ramp_in', {
                  name: <Visible text={ramp.name} />,
                  workflow: <Visible text={ramp.workflowId} />,
                  state: <span class={`status-word ${role}`}>{t(word)}</span>,
                })}
              </p>
              <p class="muted">
                {t('popup_sent_window', { taken: ramp.taken, size: ramp.size })}
                {ramp.waitsFor === undefined ? null : (
                  <>
                    . <span lang="en">{ramp.waitsFor}</span>
                  </>
                )}
              </p>
              {ramp.mine && ramp.state !== 'full' ? (
                <Button
                  look={ramp.state === 'unwatched' ? 'primary' : 'plain'}
                  name="watch"
                  hint={t('popup_sends_go_while_you_there')}
                  onPress={() =>
                    void act((ask, space) => ask('ramp.watch', { space, id: ramp.id }))
                  }
                >
                  {t('popup_i_am_watching_30_minutes')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
