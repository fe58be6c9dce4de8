import { Button } from '../../ui/Button.tsx';
import { KeyHint, keyShortcut } from '../../ui/KeyHint.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { ACTIONS, type Action } from './keys.ts';
import { hasLeft } from './may-decide.ts';
import type { Session } from './session.ts';
import { worksHere } from './works-here.ts';

const WORDS: Record<Action, PlainKey> = {
  approve: 'review_approve_what_shown',
  'approve-send': 'review_approve_send_from_draft',
  'approve-all': 'review_approve_all_clones_table_queue',
  'reject-all': 'review_reject_all_clones_table_then',
  edit: 'review_edit',
  reject: 'review_reject_then_reason_1_9',
  escalate: 'review_escalate_someone_else',
  'escalate-to': 'review_escalate_say_whom_why',
  later: 'review_later_put_off',
  snooze: 'review_put_off_until_time_you',
  undo: 'review_undo_last_decision',
  next: 'review_next_item',
  previous: 'review_previous_item',
  finding: 'review_walk_flags_claims',
  strike: 'review_strike_mend_sentence_claim_strike',
  compare: 'review_compare_agents_text_revision_before',
  keep: 'review_keep_what_you_decided_before',
  pause: 'review_take_pause_offered',
  search: 'review_search_queue',
  sweep: 'review_stop_everything_from_one_source',
  help: 'review_this_help',
};

/** The keys as they are set now: those that do something with what is on screen, then the others. */
export function Help({ session, wall }: { session: Session; wall: () => number }) {
  const at = wall();
  const here = ACTIONS.filter((action) => worksHere(session, action, at));
  const others = ACTIONS.filter((action) => !here.includes(action));
  return (
    <section class="help" aria-label={t('review_keys')}>
      <div class="row between">
        <h2>{t('review_keys_here')}</h2>
        <Button
          look="quiet"
          icon="close"
          keyName="Esc"
          onPress={() => {
            session.model.menu.value = null;
          }}
        >
          {t('review_close')}
        </Button>
      </div>
      <Keys session={session} actions={here} name="here">
        <dt>
          <KeyHint keyName="Esc" />
          <span class="unseen">{t('review_escape')}</span>
        </dt>
        <dd>{t('review_close_then_back_page')}</dd>
      </Keys>
      {others.length > 0 ? (
        <>
          <h3 class="minor">{t('review_keys_elsewhere')}</h3>
          <Keys session={session} actions={others} name="elsewhere" />
        </>
      ) : null}
      <p class="muted">{t('review_keys_work_while_panel_has')}</p>
    </section>
  );
}

function Keys(props: {
  session: Session;
  actions: readonly Action[];
  name: 'here' | 'elsewhere';
  children?: preact.ComponentChildren;
}) {
  const { session, actions, name, children } = props;
  const keys = session.model.bindings.value;
  return (
    <dl class="facts" data-keys={name}>
      {actions.map((action) => [
        <dt key={`k${action}`}>
          <KeyHint keyName={keys[action]} />
          <span class="unseen">{keyShortcut(keys[action])}</span>
        </dt>,
        <dd key={`w${action}`} data-action={action}>
          {action === 'reject' && hasLeft(session.model)
            ? t('review_was_wrong_hint')
            : t(WORDS[action])}
        </dd>,
      ])}
      {children}
    </dl>
  );
}
