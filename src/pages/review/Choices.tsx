import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';
import { Asked } from './Asked.tsx';
import { Note } from './Note.tsx';
import { escalateChoices, snoozeChoices } from './putting-off.ts';
import { Reasons } from './Reasons.tsx';
import { Repairs } from './Repairs.tsx';
import type { Session } from './session.ts';

/** What stands in the place of the actions while one of them asks something: a digit answers. */
export function Choices({ session, wall }: { session: Session; wall: () => number }) {
  const { model } = session;
  switch (model.menu.value) {
    case 'reject':
      return (
        <Asked session={session} title={t('review_reject_why')}>
          <Reasons
            legend={t('review_agent_gets_reason')}
            onChoose={(code) => session.rejectFor(code)}
          />
          <Note session={session} label={t('review_note_agent_optional')} />
        </Asked>
      );
    case 'reject-all':
      return (
        <Asked session={session} title={t('review_reject_all_why', { n: session.clonesShown() })}>
          <Reasons
            legend={t('review_agent_gets_reason_each')}
            onChoose={(code) => session.rejectAllFor(code)}
          />
          <Note session={session} label={t('review_note_agent_optional')} />
        </Asked>
      );
    case 'escalate':
      return (
        <Asked session={session} title={t('review_escalate_whom')}>
          <List session={session} choices={escalateChoices(model).map(({ words }) => words)} />
          <Note session={session} label={t('review_why_when_optional')} />
        </Asked>
      );
    case 'snooze':
      return (
        <Asked session={session} title={t('review_put_off_until_when')}>
          <List
            session={session}
            choices={snoozeChoices(model, wall()).map(({ words }) => words)}
          />
        </Asked>
      );
    case 'repair':
      return <Repairs session={session} />;
    default:
      return null;
  }
}

function List({ session, choices }: { session: Session; choices: readonly string[] }) {
  return (
    <div class="choice-list">
      {choices.map((words, at) => (
        <Button
          key={words}
          name="choice"
          keyName={String(at + 1)}
          onPress={() => session.choose(at + 1)}
        >
          {words}
        </Button>
      ))}
    </div>
  );
}
