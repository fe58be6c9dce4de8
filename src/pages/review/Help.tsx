import { Button } from '../../ui/Button.tsx';
import { KeyHint, keyShortcut } from '../../ui/KeyHint.tsx';
import { ACTIONS, type Action } from './keys.ts';
import type { Session } from './session.ts';

const WORDS: Record<Action, string> = {
  approve: 'Approve what is shown',
  'approve-send': 'Approve and send from this draft',
  'approve-all': 'Approve all clones in the table (queue)',
  'reject-all': 'Reject all clones in the table, then a reason (queue)',
  edit: 'Edit',
  reject: 'Reject, then a reason 1 to 9',
  escalate: 'Escalate to someone else',
  'escalate-to': 'Escalate, and say to whom and why',
  later: 'Later: put it off',
  snooze: 'Put it off until a time you choose',
  undo: 'Undo the last decision',
  next: 'Next item',
  previous: 'Previous item',
  finding: 'Walk the flags and claims',
  strike: 'Strike or mend the sentence of this claim, or strike this row',
  compare: 'Compare with the agent’s text, the revision before, a clone',
  keep: 'Keep what you decided before the rest was shown',
  pause: 'Take the pause that is offered',
  sweep: 'Stop everything from one source, or take approvals back (queue, managers)',
  help: 'This help',
};

/** All keys, as they are set now. */
export function Help({ session }: { session: Session }) {
  const keys = session.model.bindings.value;
  return (
    <section class="help" aria-label="Keys">
      <div class="row between">
        <h2>Keys</h2>
        <Button
          look="quiet"
          icon="close"
          keyName="Esc"
          onPress={() => {
            session.model.menu.value = null;
          }}
        >
          Close
        </Button>
      </div>
      <dl class="facts">
        {ACTIONS.map((action) => [
          <dt key={`k${action}`}>
            <KeyHint keyName={keys[action]} />
            <span class="unseen">{keyShortcut(keys[action])}</span>
          </dt>,
          <dd key={`w${action}`}>{WORDS[action]}</dd>,
        ])}
        <dt>
          <KeyHint keyName="Esc" />
          <span class="unseen">Escape</span>
        </dt>
        <dd>Close, then back to the page</dd>
      </dl>
      <p class="muted">
        Keys work while this panel has the focus. A decision key works once an item has been on
        screen for a moment; holding it down decides nothing.
      </p>
    </section>
  );
}
