import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Queue } from './queue.ts';
import { type Swept, sourcesOf } from './sweep.ts';

/** Lines that are listed; beyond them only their number. */
const LISTED = 50;

/** A manager stops everything pending from the template, agent or model version of this item. */
export function Sweep({ queue }: { queue: Queue }) {
  const { session, sweeping } = queue;
  const { model } = session;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    return () => sweeping.forget();
  }, [sweeping]);
  const swept = sweeping.swept.value;
  return (
    <section class="help" aria-label="Stop everything from one source">
      <div class="row between">
        <h2>Stop everything from one source</h2>
        <Button
          look="quiet"
          icon="close"
          keyName="Esc"
          onPress={() => {
            model.menu.value = null;
          }}
        >
          Close
        </Button>
      </div>
      {swept?.stopped ? (
        <Came swept={swept} />
      ) : (
        <>
          <p class="muted">
            Everything that waits, or is approved and has not begun to leave, is withdrawn at once,
            in all workflows. What comes in later is not stopped by it: pause the workflow for that.
          </p>
          <div class="field">
            <label for="sweep-reason">Why (the agents get this)</label>
            <input
              id="sweep-reason"
              ref={field}
              value={sweeping.reason.value}
              maxLength={500}
              onInput={(event) => {
                sweeping.reason.value = event.currentTarget.value;
              }}
            />
          </div>
          {swept?.detail ? (
            <p role="alert" class="late">
              <Visible text={swept.detail} />
            </p>
          ) : null}
          <div class="reason-list">
            {sourcesOf(model).map(({ key, words, by }) => (
              <Button
                key={key}
                name={`sweep-${key}`}
                disabled={sweeping.busy.value}
                onPress={() => void sweeping.stop(words, by)}
              >
                <Visible text={words} />
              </Button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function Came({ swept: { what, stopped = [], underWay = [] } }: { swept: Swept }) {
  return (
    <>
      <p>
        <Visible text={what} />
        {`: ${stopped.length} stopped, ${underWay.length} under way and not stopped.`}
      </p>
      {stopped.length + underWay.length > 0 ? (
        <ul class="swept">
          {underWay.map(({ proposalId, executor }) => (
            <li key={proposalId}>
              Under way, by <Visible text={executor} />: {proposalId}
            </li>
          ))}
          {stopped.slice(0, LISTED).map(({ proposalId, externalId, was }) => (
            <li key={proposalId}>
              <Visible text={externalId} /> <span class="muted">was {was}</span>
            </li>
          ))}
          {stopped.length > LISTED ? <li>{`and ${stopped.length - LISTED} more`}</li> : null}
        </ul>
      ) : null}
    </>
  );
}
