import { ownWordsOf } from '../../core/review/own-words.ts';
import type { NotTaken as One } from '../../store/not-taken.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { OwnWords } from '../review/OwnWords.tsx';
import { doneWords, timeWords } from '../review/words.ts';
import { personOf, titleOf } from './line-words.ts';
import type { Queue } from './queue.ts';

/**
 * Decisions of this device that did not count: another device or person was first, or they arrived too
 * late. Each with whose stands and what was written for it, until the person says that they have seen it.
 */
export function NotTaken({ queue, now }: { queue: Queue; now: number }) {
  const { list, open, problem, seen } = queue.notTaken;
  const { length } = list.value;
  if (length === 0) return null;
  return (
    <section class="banner bad not-taken" aria-label="Decisions that were not taken">
      <div class="row">
        <h2 class="banner-title">
          <Icon name="alert" />
          <span>
            {length === 1
              ? 'A decision of yours was not taken'
              : `${length} of your decisions were not taken`}
          </span>
        </h2>
        <Button
          look="quiet"
          name="not-taken"
          pressed={open.value}
          onPress={() => {
            open.value = !open.value;
          }}
        >
          {open.value ? 'Hide' : 'Show'}
        </Button>
      </div>
      {problem.value ? <p role="alert">{problem.value}</p> : null}
      {open.value ? (
        <ul class="not-taken-list">
          {list.value.map((one) => (
            <li key={one.decision.decisionId}>
              <Row one={one} now={now} />
              <Button
                name="seen"
                onPress={() => void seen({ space: one.space, decisionId: one.decision.decisionId })}
              >
                Seen
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Row({ one: { decision: mine, item: row }, now }: { one: One; now: number }) {
  const { decision, answer, state } = mine;
  const own = ownWordsOf(decision);
  const stands = row?.item.decision;
  const why =
    answer?.detail ??
    (state === 'needs-confirming'
      ? 'It waited too long to be sent, and can no longer be decided.'
      : 'The gate did not take it.');
  return (
    <>
      <h3>
        {row ? (
          <>
            <Visible text={personOf(row.item)} />: <Visible text={titleOf(row.item)} />
          </>
        ) : (
          'An item that is no longer on this device'
        )}
      </h3>
      <dl class="facts">
        <dt>Yours</dt>
        <dd>{`${doneWords(decision.action)}, ${timeWords(decision.decidedAt, now)}`}</dd>
        {stands ? (
          <>
            <dt>Stands</dt>
            <dd>
              {doneWords(stands.action)} by <Visible text={stands.by} />,{' '}
              {timeWords(stands.at, now)}
              {stands.reason ? (
                <>
                  : <Visible text={stands.reason} />
                </>
              ) : null}
            </dd>
          </>
        ) : null}
      </dl>
      <p>
        <Visible text={why} />
      </p>
      {own ? <OwnWords own={own} /> : null}
    </>
  );
}
