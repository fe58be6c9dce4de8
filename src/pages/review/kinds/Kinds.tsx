import { useEffect, useRef } from 'preact/hooks';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import { Button } from '../../../ui/Button.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { tx } from '../../../ui/tx.ts';
import { t } from '../../../words/t.ts';
import { Reasons } from '../Reasons.tsx';
import type { Session } from '../session.ts';
import { Changes } from './Changes.tsx';
import { isSame, rowsOf, type Work, withDraft } from './draft.ts';
import { draftOf, setDraft } from './drafting.ts';
import { LeadRoute, LeadScore } from './Lead.tsx';
import { MeetingSchedule } from './Meeting.tsx';
import { CallTask, MessageSocial } from './Messages.tsx';
import type { Kind } from './pieces.tsx';
import { PriceQuote } from './Quote.tsx';
import { Sequence } from './Sequence.tsx';
import { StandingNotes, useStanding } from './Standing.tsx';

/** Work that isn't a mail: its review, and in the same place its edit. */
export function WorkView({ session, now: at }: { session: Session; now: number }) {
  const { model } = session;
  const item = model.view.value?.item;
  const editing = model.menu.value === 'editor' && item?.state === 'pending';
  const standing = useStanding(session, item);
  useFields(editing);
  if (!item || item.content.kind === 'email.draft') return null;
  const was: Work = item.content;
  const draft = draftOf(session, item);
  const { content: now, faults } = withDraft(was, draft, item.context);
  const plan = model.plan.value;
  // An edit never changes the kind, so each view gets its own.
  const View = VIEWS[was.kind] as (on: Kind<Work>) => preact.JSX.Element;
  return (
    <section class="work" aria-label={t('review_what_would_done')}>
      <h2 class="minor row between">
        <span>{editing ? t('review_edit_what_would_done') : t('review_what_would_done')}</span>
        {rowsOf(was).length > 0 && item.state === 'pending' && !model.view.value?.became ? (
          <span class="walk">
            {tx('review_key_strikes_row', {
              key: <KeyHint keyName={model.bindings.value.strike} />,
            })}
          </span>
        ) : null}
      </h2>
      {standing ? <StandingNotes {...{ standing, now }} /> : null}
      <div class="work-box" key={item.proposalId}>
        <View {...{ session, item, was, now, draft, faults, editing, at }} />
      </div>
      {editing ? <Done session={session} item={item} /> : null}
      {!isSame(was, now) && plan?.can && plan.action === 'approve_edited' ? (
        <section class="edited" aria-label={t('review_your_edit')}>
          <Reasons
            legend={t('review_filed_as')}
            chosen={model.editReason.value ?? plan.guess ?? 'other'}
            guess={plan.guess ?? 'other'}
            onChoose={(reason) => {
              model.editReason.value = reason;
            }}
          />
        </section>
      ) : null}
      {!editing && (draft.struck.length > 0 || Object.keys(draft.values).length > 0) ? (
        <div class="row">
          <Button
            look="quiet"
            icon="undo"
            name="unedit"
            onPress={() => setDraft(session, item, null)}
          >
            {t('review_back_agents_proposal')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** The form's first field has the focus as it opens; as it closes, what is read has it again. */
function useFields(editing: boolean): void {
  const was = useRef(false);
  useEffect(() => {
    if (editing === was.current) return;
    was.current = editing;
    const field = editing ? '.work-box :is(input, textarea, select)' : 'main.body';
    document.querySelector<HTMLElement>(field)?.focus();
  }, [editing]);
}

type Views = {
  [K in Work['kind']]: (on: Kind<Extract<Work, { kind: K }>>) => preact.JSX.Element;
};
const VIEWS: Views = {
  'sequence.enroll': Sequence,
  'record.update': Changes,
  'lead.route': LeadRoute,
  'lead.score': LeadScore,
  'contact.enrich': Changes,
  'price.quote': PriceQuote,
  'meeting.schedule': MeetingSchedule,
  'message.social': MessageSocial,
  'call.task': CallTask,
};

function Done({ session, item }: { session: Session; item: ReviewItem }) {
  return (
    <div class="row">
      <Button
        icon="approve"
        name="done-editing"
        keyName="Esc"
        onPress={() => {
          session.model.menu.value = null;
        }}
      >
        {t('review_done_editing')}
      </Button>
      <Button
        look="quiet"
        icon="undo"
        onPress={() => {
          setDraft(session, item, null);
          session.model.menu.value = null;
        }}
      >
        {t('review_back_agents_proposal')}
      </Button>
    </div>
  );
}
