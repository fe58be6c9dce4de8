import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { imageChanges } from './images.ts';
import { canSendHere, whyNotApprove } from './may-decide.ts';
import { isMail } from './plan.ts';
import { REFUSAL_WORDS } from './seldom-words.ts';
import type { Session } from './session.ts';
import { summary } from './summary.ts';

/** A send was stopped: why, what differs, and what can be done in one go. */
export function Stopped({ session }: { session: Session }) {
  const { model } = session;
  const stop = model.stoppedHere.value;
  const item = model.view.value?.item;
  if (!stop || !item) return null;
  const reading = model.reading.value;
  const plan = model.plan.value;
  const ours = model.approved.value.get(item.proposalId);
  const approved = ours?.kind === 'email.draft' ? ours : null;
  const now =
    model.bound.value && reading && isMail(item) && plan?.can && plan.leaves.kind === 'email.draft'
      ? imageChanges(approved?.images ?? [], plan.leaves.images ?? []) +
        summary(plan.leaves, { tail: true })
      : null;
  const before = isMail(item) ? summary(approved ?? item.content, { tail: true }) : null;
  const sends = canSendHere(model);
  const why = whyNotApprove(model);
  return (
    <Banner tone="bad" icon="ban" title={t(REFUSAL_WORDS[stop.refusal])} urgent>
      {stop.detail ? (
        <p>
          <Visible text={stop.detail} />
        </p>
      ) : null}
      {now !== null && before !== null && now !== before ? (
        <Difference
          before={before}
          after={now}
          label={approved ? t('review_approved_version_now') : t('review_agents_version_now')}
        />
      ) : null}
      {stop.refusal === 'schedule' ? <p>{t('review_mailbox_would_hold_scheduled_mail')}</p> : null}
      {stop.refusal === 'gate-sends' ? <p>{t('review_approve_here_gate_sends_nothing')}</p> : null}
      <div class="row">
        {stop.refusal === 'not-approved' ||
        stop.refusal === 'changed' ||
        stop.refusal === 'expired' ? (
          <Button
            look="primary"
            icon={sends ? 'approve-send' : 'approve'}
            name="approve-this"
            keyName={model.bindings.value[sends ? 'approve-send' : 'approve']}
            disabled={why !== null}
            hint={why ?? undefined}
            onPress={() => session.press(sends ? 'approve-send' : 'approve')}
          >
            {sends ? t('review_approve_version_send') : t('review_approve_version')}
          </Button>
        ) : null}
        <Button
          icon="close"
          onPress={() => {
            model.stopped.value = null;
          }}
        >
          {t('review_dismiss')}
        </Button>
      </div>
    </Banner>
  );
}
