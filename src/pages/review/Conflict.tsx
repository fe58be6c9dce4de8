import { Banner } from '../../ui/Banner.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { OwnWords } from './OwnWords.tsx';
import type { Session } from './session.ts';
import { doneWords, timeWords } from './words.ts';

/** Two decided: both sides. */
export function Conflict({ session, now }: { session: Session; now: number }) {
  const view = session.model.view.value;
  const local = view?.local;
  if (local?.state === 'needs-confirming') {
    return (
      <Banner tone="warn" icon="alert" title={t('review_please_confirm_your_decision_again')}>
        <p>{t('review_kept_not_sent', { action: doneWords(local.action) })}</p>
        {local.own ? <OwnWords own={local.own} /> : null}
      </Banner>
    );
  }
  if (!view || local?.state !== 'conflict') return null;
  const { decision } = view.item;
  return (
    <Banner tone="bad" icon="alert" title={t('review_your_decision_not_taken')} urgent>
      <dl class="facts">
        <dt>{t('review_yours')}</dt>
        <dd>{doneWords(local.action)}</dd>
        <dt>{t('review_stands')}</dt>
        <dd>
          {decision
            ? tx('review_decided_by', {
                action: doneWords(decision.action),
                by: <Visible text={decision.by} />,
                at: timeWords(decision.at, now),
                reason: decision.reason ? (
                  <>
                    : <Visible text={decision.reason} />
                  </>
                ) : null,
              })
            : t('review_no_decision_yet')}
        </dd>
      </dl>
      {local.detail ? (
        <p>
          <Visible text={local.detail} />
        </p>
      ) : null}
      {local.own ? <OwnWords own={local.own} /> : null}
    </Banner>
  );
}
