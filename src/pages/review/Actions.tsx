import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Choices } from './lazy-pieces.ts';
import { canSendHere, whyNotApprove, whyNotNow } from './may-decide.ts';
import type { Session } from './session.ts';

/** The row of decisions; each button carries its key. Stays where it is from item to item. */
export function Actions({ session, wall }: { session: Session; wall: () => number }) {
  const { model } = session;
  const { value: menu } = model.menu;
  if (!model.view.value) return null;
  if (model.view.value.became) {
    return (
      <fieldset class="actions-row" aria-label={t('review_decide')}>
        <p class="muted">{t('link_not_in_queue')}</p>
        <Movers session={session} waits={false} />
      </fieldset>
    );
  }
  const { ownership } = model.view.value.item;
  if (ownership?.mine === false) {
    return (
      <fieldset class="actions-row" aria-label={t('review_decide')}>
        <p class="muted">
          <Visible text={ownership.message} lang="en" />
        </p>
        <Movers session={session} />
      </fieldset>
    );
  }
  if (menu && menu !== 'editor' && menu !== 'help' && menu !== 'sweep')
    return <Choices session={session} wall={wall} />;
  const keys = model.bindings.value;
  const cannot = whyNotNow(model);
  // A first look approves nothing yet, so it needs no plan of what would leave.
  const cannotApprove = model.blind.value ? cannot : whyNotApprove(model);
  const plan = model.plan.value;
  const edited = plan?.can && plan.action === 'approve_edited';
  return (
    <fieldset class="actions-row" aria-label={t('review_decide')}>
      <Button
        look="primary"
        icon="approve"
        name="approve"
        keyName={keys.approve}
        disabled={cannotApprove !== null}
        hint={cannotApprove ?? undefined}
        onPress={() => session.press('approve')}
      >
        {edited ? t('review_approve_edit') : t('review_approve')}
      </Button>
      {canSendHere(model) && !model.blind.value ? (
        <Button
          icon="approve-send"
          name="approve-send"
          keyName={keys['approve-send']}
          disabled={cannotApprove !== null}
          hint={cannotApprove ?? undefined}
          onPress={() => session.press('approve-send')}
        >
          {t('review_approve_send')}
        </Button>
      ) : null}
      <Button icon="edit" name="edit" keyName={keys.edit} onPress={() => session.press('edit')}>
        {t('review_edit')}
      </Button>
      <Button
        icon="close"
        name="reject"
        keyName={keys.reject}
        disabled={cannot !== null}
        hint={cannot ?? undefined}
        onPress={() => session.press('reject')}
      >
        {t('review_reject')}
      </Button>
      <Button
        icon="escalate"
        name="escalate"
        keyName={keys.escalate}
        disabled={cannot !== null}
        hint={cannot ?? undefined}
        onPress={() => session.press('escalate')}
      >
        {t('review_escalate')}
      </Button>
      <Movers session={session} />
    </fieldset>
  );
}

/** The same for every item, so not drawn anew with each. */
function Movers({ session, waits = true }: { session: Session; waits?: boolean }) {
  const keys = session.model.bindings.value;
  return (
    <span class="movers">
      {waits ? (
        <Button
          look="quiet"
          icon="later"
          name="later"
          keyName={keys.later}
          onPress={() => session.press('later')}
        >
          {t('review_later')}
        </Button>
      ) : null}
      <Button
        look="quiet"
        icon="previous"
        name="previous"
        keyName={keys.previous}
        onPress={() => session.press('previous')}
      >
        {t('review_back')}
      </Button>
      <Button
        look="quiet"
        icon="next"
        name="next"
        keyName={keys.next}
        onPress={() => session.press('next')}
      >
        {t('review_next')}
      </Button>
      <Button
        look="quiet"
        icon="help"
        name="help"
        keyName={keys.help}
        onPress={() => session.press('help')}
      >
        {t('review_help')}
      </Button>
    </span>
  );
}
