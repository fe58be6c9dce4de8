import { Banner } from '../../ui/Banner.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { anyReasonWords } from '../../ui/reason-words.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { textOf } from './comparing.ts';
import type { Session } from './session.ts';
import { doneWords, timeWords } from './words.ts';

type Of = { session: Session; now: number };

/** What became of an item that waits for nobody here: who decided what and when, or why nobody did. */
export function Outcome({ session, now }: Of) {
  const view = session.model.view.value;
  if (!view) return null;
  const { item, became, local } = view;
  const underWay = local?.state === 'saved' || local?.state === 'sending';
  const { state, decision, ownership } = item;
  const by = <By session={session} now={now} />;
  return (
    <>
      {underWay ? (
        <Banner tone="info" icon="later" title={doneWords(local.action)}>
          <p>{t('link_decided_here')}</p>
        </Banner>
      ) : null}
      {state === 'rejected' ? (
        <Banner tone="info" icon="close" title={t('review_rejected')}>
          {by}
          <p>{t('link_rejected_means')}</p>
        </Banner>
      ) : null}
      {state === 'withdrawn' ? (
        <Banner tone="info" icon="ban" title={t('link_withdrawn')}>
          <p>
            {became?.withdrawn
              ? tx('link_withdrawn_by_gate', {
                  at: timeWords(became.withdrawn.at, now),
                  why: <Visible text={became.withdrawn.detail} />,
                })
              : t('link_withdrawn_means')}
          </p>
        </Banner>
      ) : null}
      {state === 'expired' ? (
        <Banner tone="info" icon="later" title={t('link_expired')}>
          <p>{t('link_expired_means')}</p>
        </Banner>
      ) : null}
      {became && (state === 'pending' || state === 'recalled') ? (
        <Banner tone="info" icon="help" title={t('link_another_decides')}>
          {ownership ? (
            <p>
              <Visible text={ownership.message} lang="en" />
            </p>
          ) : null}
          <p>{t('link_read_only')}</p>
        </Banner>
      ) : null}
      {became?.erasedAt ? (
        <Banner tone="info" icon="discard" title={t('link_erased')}>
          <p>{t('link_erased_means', { at: timeWords(became.erasedAt, now) })}</p>
        </Banner>
      ) : null}
      {AFTER.has(state) && (decision || became) ? (
        <section class="outcome">
          {decision ? by : item.lane === 'human' ? null : <p>{t('link_by_lane')}</p>}
          {became?.leftAt ? (
            <p>{t('link_left_at', { at: timeWords(became.leftAt, now) })}</p>
          ) : null}
        </section>
      ) : null}
      {became?.written ? (
        <details>
          <summary>{t('link_edited')}</summary>
          <Difference
            before={textOf(became.written)}
            after={textOf(item.content)}
            label={t('link_edited')}
          />
        </details>
      ) : null}
    </>
  );
}

/** States whose own banner says where it is, and not who let it go there. */
const AFTER: ReadonlySet<string> = new Set([
  ...['approved', 'dispatching', 'executed', 'failed', 'unknown'],
]);

function By({ session, now }: Of) {
  const decision = session.model.view.value?.item.decision;
  if (!decision) return null;
  const { action, by, at, reason } = decision;
  return (
    <p>
      {tx('link_decided', {
        action: action === 'approve_edited' ? t('link_approved_edited') : doneWords(action),
        by: <Visible text={by} />,
        at: timeWords(at, now),
      })}
      {reason ? ` ${anyReasonWords(reason)}.` : ''}
    </p>
  );
}
