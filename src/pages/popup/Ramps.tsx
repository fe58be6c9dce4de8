import { useId } from 'preact/hooks';
import type { RampRow } from '../../messages/oversight.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Act } from './act.ts';

const STATES: Record<RampRow['state'], { word: string; role: string }> = {
  open: { word: 'watched', role: 'good' },
  unwatched: { word: 'waits for its watcher', role: 'warn' },
  full: { word: 'window full', role: 'warn' },
  done: { word: 'done', role: 'good' },
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
      <h2 id={heading}>New, in small windows</h2>
      <ul class="oversight">
        {ramps.map((ramp) => {
          const { word, role } = STATES[ramp.state];
          return (
            <li key={ramp.id}>
              <p>
                <Visible text={ramp.name} /> in <Visible text={ramp.workflowId} />:{' '}
                <span class={`status-word ${role}`}>{word}</span>
              </p>
              <p class="muted">
                {ramp.taken} of {ramp.size} sent in this window
                {ramp.waitsFor === undefined ? '' : `. ${ramp.waitsFor}`}
              </p>
              {ramp.mine && ramp.state !== 'full' ? (
                <Button
                  look={ramp.state === 'unwatched' ? 'primary' : 'plain'}
                  name="watch"
                  hint="Sends go while you are there: say so again within 30 minutes"
                  onPress={() =>
                    void act((ask, space) => ask('ramp.watch', { space, id: ramp.id }))
                  }
                >
                  I am watching, for 30 minutes
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
