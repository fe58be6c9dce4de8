import { ownWordsOf } from '../../core/review/own-words.ts';
import type { NotTaken as One } from '../../store/not-taken.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
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
    <section class="banner bad not-taken" aria-label={t('queue_not_taken_label')}>
      <div class="row">
        <h2 class="banner-title">
          <Icon name="alert" />
          <span>{tn('queue_not_taken', length)}</span>
        </h2>
        <Button
          look="quiet"
          name="not-taken"
          pressed={open.value}
          onPress={() => {
            open.value = !open.value;
          }}
        >
          {t(open.value ? 'queue_hide' : 'queue_show')}
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
                {t('queue_seen')}
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
    t(state === 'needs-confirming' ? 'queue_waited_too_long' : 'queue_gate_did_not_take');
  return (
    <>
      <h3>
        {row
          ? tx('queue_person_title', {
              person: <Visible text={personOf(row.item)} />,
              title: <Visible text={titleOf(row.item)} />,
            })
          : t('queue_no_longer_here')}
      </h3>
      <dl class="facts">
        <dt>{t('review_yours')}</dt>
        <dd>
          {t('queue_done_at', {
            action: doneWords(decision.action),
            at: timeWords(decision.decidedAt, now),
          })}
        </dd>
        {stands ? (
          <>
            <dt>{t('review_stands')}</dt>
            <dd>
              {tx('review_decided_by', {
                action: doneWords(stands.action),
                by: <Visible text={stands.by} />,
                at: timeWords(stands.at, now),
                reason: stands.reason ? (
                  <>
                    : <Visible text={stands.reason} />
                  </>
                ) : null,
              })}
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
