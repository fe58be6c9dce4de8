import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { canSendHere } from './may-decide.ts';
import type { Session } from './session.ts';
import { doneWords, timeWords } from './words.ts';

/** Where an approved item is on its way, in plain words, with the one thing left to do. */
export function Delivered({ session, now }: { session: Session; now: number }) {
  const { model } = session;
  const view = model.view.value;
  if (!view) return null;
  const { item } = view;
  const here = model.progressHere.value;
  const open = item.clearance?.state === 'open';

  if (here?.step === 'clearing') {
    return (
      <Banner tone="info" icon="later" title={t('review_approved_waiting_gates_permission')} />
    );
  }
  if (here?.step === 'sending') {
    return <Banner tone="info" icon="send" title={t('review_approved_sending')} />;
  }
  if (here?.step === 'discarded') {
    return <Banner tone="good" icon="discard" title={t('review_leftover_draft_discarded')} />;
  }
  if (here?.step === 'waiting') {
    return (
      <Banner tone="warn" icon="later" title={t('review_approved_not_sent')} urgent>
        <p>{here.detail}</p>
      </Banner>
    );
  }
  const outcome = here?.step === 'left' ? here.outcome : item.state;
  if (outcome === 'recalled') {
    return (
      <Banner tone="warn" icon="undo" title={t('review_send_undone')}>
        <p>{t('review_draft_came_back_not_approved')}</p>
      </Banner>
    );
  }
  if (outcome === 'not_executed') {
    return (
      <Banner tone="warn" icon="alert" title={t('review_not_sent')}>
        <p>{t('review_draft_changed_page_did_not')}</p>
      </Banner>
    );
  }
  if (outcome === 'unknown') {
    return (
      <Banner tone="warn" icon="help" title={t('review_not_known_whether_has_left')} urgent>
        <p>{t('review_handed_over_but_no_answer')}</p>
      </Banner>
    );
  }
  if (outcome === 'executed') return <Executed session={session} />;
  if (item.state === 'escalated') {
    return (
      <Banner
        tone="info"
        icon="escalate"
        title={
          item.escalation?.returned
            ? t('review_escalated_back_nobody')
            : t(view.mine ? 'review_escalated_yours_decide' : 'review_escalated_manager_decides')
        }
      >
        <p>
          {tx('review_escalated_by', {
            by: <Visible text={item.decision?.by ?? t('review_reviewer')} />,
            note: item.decision?.note ? (
              <>
                : <Visible text={item.decision.note} />
              </>
            ) : (
              '.'
            ),
          })}
        </p>
        {item.escalation ? (
          <p>
            {item.escalation.returned
              ? t('review_escalated_unanswered_until', {
                  time: timeWords(item.escalation.returned, now),
                })
              : t('review_escalated_goes_back_at', {
                  time: timeWords(item.escalation.returnsAt, now),
                })}
          </p>
        ) : null}
      </Banner>
    );
  }
  if (item.state === 'failed') {
    return (
      <Banner tone="bad" icon="alert" title={t('review_gate_could_not_execute')}>
        <p>{t('review_nothing_has_left_workflows_owner')}</p>
      </Banner>
    );
  }
  if (item.state === 'dispatching') {
    return <Banner tone="info" icon="send" title={t('review_approved_gate_sending')} />;
  }
  if (item.state !== 'approved' || model.stoppedHere.value) return null;
  // What a pause holds back is released by nobody now: the banner of the pause says so.
  if (item.workflow.paused && !canSendHere(model)) {
    return <Banner tone="info" icon="approve" title={doneWords('approve')} />;
  }
  if (!canSendHere(model)) {
    return <Banner tone="good" icon="approve" title={t('review_approved_gate_releases')} />;
  }
  return (
    <Banner
      tone="good"
      icon="approve"
      title={open ? t('review_approved_press_send') : t('review_approved')}
    >
      {open ? (
        <div class="row">
          <span>{t('review_press_send_draft')}</span>
          <Button
            look="primary"
            icon="send"
            name="send-now"
            keyName={model.bindings.value['approve-send']}
            onPress={() => session.press('approve-send')}
          >
            {t('review_send_now')}
          </Button>
        </div>
      ) : (
        <p>{t('review_sending_opens_soon_gates_permission')}</p>
      )}
    </Banner>
  );
}

function Executed({ session }: { session: Session }) {
  const { model } = session;
  const id = model.currentId.value;
  const content = model.view.value?.item.content;
  const leftover =
    content?.kind === 'email.draft' && content.delivery === 'gate' && model.bound.value;
  return (
    <Banner
      tone="good"
      icon="approve"
      title={leftover ? t('review_gate_has_sent') : t('review_has_left')}
    >
      {leftover ? (
        <>
          <p>{t('review_draft_here_leftover_now_sending')}</p>
          <div class="row">
            <Button icon="discard" name="discard" onPress={() => session.discardDraft()}>
              {t('review_discard_leftover_draft')}
            </Button>
          </div>
        </>
      ) : null}
      {id !== null && model.wrong.value.has(id) ? (
        <p>{t('review_said_it_was_wrong')}</p>
      ) : (
        <div class="row">
          <Button
            name="was-wrong"
            keyName={model.bindings.value.reject}
            hint={t('review_was_wrong_hint')}
            onPress={() => session.press('reject')}
          >
            {t('review_was_wrong')}
          </Button>
        </div>
      )}
    </Banner>
  );
}
