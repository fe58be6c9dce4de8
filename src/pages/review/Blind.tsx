import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { reasonWords } from '../../ui/reason-words.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { Session } from './session.ts';

const WHY = {
  share: 'review_blind_share',
  audit: 'review_blind_audit',
  'second-opinion': 'review_blind_second_opinion',
} as const;
const FIRST = {
  approve: 'review_first_approve',
  reject: 'review_first_reject',
  escalate: 'review_first_escalate',
} as const;

/** What the person is asked for before the rest is shown, and afterwards what they said. */
export function Blind({ session }: { session: Session }) {
  const { model } = session;
  const item = model.view.value?.item;
  if (!item?.blind) return null;
  if (model.blind.value) {
    return (
      <Banner tone="info" icon="covered" title={t('review_decide_first_then_see_rest')}>
        <p>
          {t('review_blind_why', {
            why: t(item.blind.spotCheck ? 'review_blind_spot_check' : WHY[item.blind.reason]),
          })}
        </p>
      </Banner>
    );
  }
  const look = model.look.value;
  if (!look || (item.state !== 'pending' && item.state !== 'recalled')) return null;
  const said = look.reason
    ? `${t(FIRST[look.action])}: ${reasonWords(look.reason)}`
    : t(FIRST[look.action]);
  return (
    <Banner tone="info" icon="later" title={t('review_your_first_look')}>
      <p>{tx('review_without_agents_word_you_said', { said: <strong>{said}</strong> })}</p>
      {model.progressHere.value === undefined ? (
        <div class="row">
          <Button
            icon="approve"
            name="keep"
            keyName={model.bindings.value.keep}
            onPress={() => session.press('keep')}
          >
            {t('review_keep_first', { action: t(FIRST[look.action]) })}
          </Button>
        </div>
      ) : null}
    </Banner>
  );
}

/** That it was approved before, and why that was taken back. */
export function Recalled({ session }: { session: Session }) {
  const item = session.model.view.value?.item;
  if (!item?.recalled || item.state !== 'pending') return null;
  return (
    <Banner tone="warn" icon="undo" title={t('review_recalled')}>
      <p>
        {tx('review_approved_taken_back_before_left', {
          reason: <Visible text={item.recalled.reason} />,
        })}
      </p>
    </Banner>
  );
}
