import { useCallback, useId, useState } from 'preact/hooks';
import type { FoundBy } from '../../core/schema/signal.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import type { Act } from './act.ts';

const NEVER = () => () => undefined;
const FINDERS: readonly (readonly [FoundBy | '', string])[] = [
  ['', 'I noticed'],
  ['prospect', 'The prospect noticed'],
  ['customer-success', 'Customer success noticed'],
  ['rep', 'The rep noticed'],
];

/** What left lately; one press says that it was wrong. Asked for only once it is opened. */
export function Sent(props: { ask: Ask; act: Act; space: string | undefined }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What left lately</summary>
      {open ? <Lately {...props} /> : null}
    </details>
  );
}

function Lately({ ask, act, space }: { ask: Ask; act: Act; space: string | undefined }) {
  const get = useCallback(() => ask('sent.list', { space }), [ask, space]);
  const [answer, again] = useAnswer(get, NEVER);
  const [finder, setFinder] = useState<FoundBy | ''>('');
  const field = useId();
  if (answer.state === 'loading') return <p class="muted">Loading…</p>;
  if (answer.state === 'failed')
    return (
      <p class="muted" role="status">
        What left lately is not known now: {answer.why}
      </p>
    );
  const { sent } = answer.value;
  if (sent.length === 0) return <p class="muted">Nothing has left yet.</p>;
  return (
    <>
      <p class="row">
        <label for={field}>Who noticed?</label>
        <select
          id={field}
          value={finder}
          onChange={(event) => {
            const [value = ''] = FINDERS.find(([name]) => name === event.currentTarget.value) ?? [];
            setFinder(value);
          }}
        >
          {FINDERS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </p>
      <ul class="oversight">
        {sent.map((one) => (
          <li key={one.proposalId}>
            <div class="row spread">
              <p>
                <Visible text={one.title ?? one.kind} />
              </p>
              {one.reported ? (
                <span class="status-word bad">was wrong</span>
              ) : (
                <Button
                  name={`wrong-${one.proposalId}`}
                  hint="This one was wrong: it counts as a defect that got out"
                  onPress={() =>
                    void act(async (asking) => {
                      await asking('defect.report', {
                        ...{ space, proposalId: one.proposalId },
                        ...(finder === '' ? {} : { foundBy: finder }),
                      });
                      again();
                    })
                  }
                >
                  Was wrong
                </Button>
              )}
            </div>
            <p class="muted">
              {new Date(one.sentAt).toLocaleString(undefined, {
                ...{ dateStyle: 'medium', timeStyle: 'short' },
              })}
              , <Visible text={one.workflowId} />
              {one.unattended ? ', by itself' : ''}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
