import { useId } from 'preact/hooks';
import type { OpenAlert, Oversight } from '../../messages/oversight.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Act } from './act.ts';

const SHOWN = 10;

/** What a person has to know, one a cause; each is closed as worth it or not, in one press. */
export function Alerts(props: {
  alerts: readonly OpenAlert[];
  worth: Oversight['worth'];
  manager: boolean;
  act: Act;
  /** id of its workspace's heading, part of its name; '' where there is none */
  under: string;
}) {
  const heading = useId();
  const { worth, manager, act } = props;
  // What stopped something comes before what is only to be known; within each, the gate's order.
  const alerts = [...props.alerts].sort(
    (a, b) => Number(b.urgency === 'page') - Number(a.urgency === 'page'),
  );
  return (
    <section aria-labelledby={`${props.under} ${heading}`.trim()}>
      <h2 id={heading}>Alerts</h2>
      {alerts.length === 0 ? <p class="muted">None open.</p> : null}
      <ul class="oversight">
        {alerts.slice(0, SHOWN).map((alert) => (
          <li key={alert.id} class={alert.urgency}>
            <p>
              <span class={`status-word ${alert.urgency === 'page' ? 'bad' : 'warn'}`}>
                {alert.urgency === 'page' ? 'Stopped.' : 'To know.'}
              </span>{' '}
              <Visible text={alert.title} />
            </p>
            <p class="muted">{factsOf(alert).join(' · ')}</p>
            {manager ? (
              <div class="row">
                {alert.seen ? null : (
                  <Button
                    look="primary"
                    name="seen"
                    hint="Nobody else is told of it"
                    onPress={() =>
                      void act((ask, space) => ask('alert.seen', { space, id: alert.id }))
                    }
                  >
                    I’m on it
                  </Button>
                )}
                {(['actionable', 'noise'] as const).map((verdict) => (
                  <Button
                    key={verdict}
                    name={verdict}
                    hint={
                      verdict === 'noise' ? 'Close it: not worth it' : 'Close it: it was worth it'
                    }
                    onPress={() =>
                      void act((ask, space) => ask('alert.close', { space, id: alert.id, verdict }))
                    }
                  >
                    {verdict === 'noise' ? 'Noise' : 'Actionable'}
                  </Button>
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {alerts.length > SHOWN ? <p class="muted">and {alerts.length - SHOWN} more</p> : null}
      {worth.closed > 0 ? (
        <p class="muted">
          {worth.actionable} of {worth.closed} were worth it in 90 days.
        </p>
      ) : null}
    </section>
  );
}

function factsOf({ firstAt, times, seen, sent, held, underWay }: OpenAlert): string[] {
  return [
    `since ${new Date(firstAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`,
    ...(times > 1 ? [`${times} times`] : []),
    ...(sent === undefined ? [] : [`about ${sent} sent since it began`]),
    ...(held === undefined ? [] : [`${held} held back`]),
    ...(underWay === undefined ? [] : [`${underWay} were under way`]),
    ...(seen ? ['somebody looks at it'] : []),
  ];
}
