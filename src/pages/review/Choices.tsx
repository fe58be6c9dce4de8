import { Button } from '../../ui/Button.tsx';
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
        <Asked session={session} title="Reject: why?">
          <Reasons
            legend="The agent gets this reason."
            onChoose={(code) => session.rejectFor(code)}
          />
          <Note session={session} label="Note for the agent (optional)" />
        </Asked>
      );
    case 'reject-all':
      return (
        <Asked session={session} title={`Reject all ${session.clonesShown()} in the table: why?`}>
          <Reasons
            legend="The agent gets this reason for each."
            onChoose={(code) => session.rejectAllFor(code)}
          />
          <Note session={session} label="Note for the agent (optional)" />
        </Asked>
      );
    case 'escalate':
      return (
        <Asked session={session} title="Escalate: to whom?">
          <List session={session} choices={escalateChoices(model).map(({ words }) => words)} />
          <Note session={session} label="Why, or by when (optional)" />
        </Asked>
      );
    case 'snooze':
      return (
        <Asked session={session} title="Put off until when?">
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
