import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Queue } from './queue.ts';
import { RECALL_HOURS, type Swept, sourcesOf } from './sweep.ts';

/** Lines that are listed; beyond them only their number. */
const LISTED = 50;

/** A manager stops everything from this item's template, agent or model version, or takes approvals back. */
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
    <section class="help" aria-label="Stop or take back">
      <div class="row between">
        <h2>Stop or take back</h2>
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
      {swept?.stopped || swept?.recalled !== undefined ? (
        <Came swept={swept} />
      ) : (
        <>
          <p class="muted">
            Stop a source: everything that waits, or is approved and has not begun to leave, is
            withdrawn at once, in all workflows. What comes in later is not stopped by it: pause the
            workflow for that.
          </p>
          <div class="field">
            <label for="sweep-reason">Why (agents and reviewers get this)</label>
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
          <p class="muted">
            {`Or take back what one reviewer approved in the last ${RECALL_HOURS} hours and has not begun to leave. It waits again, with the reason.`}
          </p>
          <div class="field">
            <label for="recall-reviewer">Whose approvals (address)</label>
            <input
              id="recall-reviewer"
              type="email"
              value={sweeping.reviewer.value}
              maxLength={254}
              onInput={(event) => {
                sweeping.reviewer.value = event.currentTarget.value;
              }}
            />
          </div>
          <Button
            icon="undo"
            name="recall"
            disabled={sweeping.busy.value || sweeping.reviewer.value.trim() === ''}
            onPress={() => void sweeping.recall()}
          >
            Recall
          </Button>
        </>
      )}
    </section>
  );
}

function Came({ swept }: { swept: Swept }) {
  const { what, stopped = [], underWay = [], recalled, gone = [] } = swept;
  return (
    <>
      <p>
        <Visible text={what} />
        {recalled === undefined
          ? `: ${stopped.length} stopped, ${underWay.length} under way and not stopped.`
          : `: ${recalled} wait again, ${gone.length} had left.`}
      </p>
      {stopped.length + underWay.length + gone.length > 0 ? (
        <ul class="swept">
          {gone.slice(0, LISTED).map(({ proposalId, state }) => (
            <li key={proposalId}>{`Had left, ${state}: ${proposalId}`}</li>
          ))}
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
