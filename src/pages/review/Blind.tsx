import { REASON_WORDS } from '../../core/review/reason-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Session } from './session.ts';

const WHY = {
  share: 'Some high-risk items are decided this way',
  audit: 'This is an audit',
  'second-opinion': 'This is a second opinion',
} as const;
const FIRST = { approve: 'approve', reject: 'reject', escalate: 'escalate' } as const;

/** What the person is asked for before the rest is shown, and afterwards what they said. */
export function Blind({ session }: { session: Session }) {
  const { model } = session;
  const item = model.view.value?.item;
  if (!item?.blind) return null;
  if (model.blind.value) {
    return (
      <Banner tone="info" icon="covered" title="Decide first, then see the rest">
        <p>
          {item.blind.spotCheck ? 'A spot-check of what has left' : WHY[item.blind.reason]}: the
          agent’s confidence, flags and reasoning come after your decision. You can then keep it or
          change it once.
        </p>
      </Banner>
    );
  }
  const look = model.look.value;
  if (!look || (item.state !== 'pending' && item.state !== 'recalled')) return null;
  const said = look.reason
    ? `${FIRST[look.action]}: ${REASON_WORDS[look.reason]}`
    : FIRST[look.action];
  return (
    <Banner tone="info" icon="later" title="Your first look">
      <p>
        Without the agent’s word you said <strong>{said}</strong>. Keep it, or decide otherwise now.
        Both are recorded; others see only the second.
      </p>
      {model.progressHere.value === undefined ? (
        <div class="row">
          <Button
            icon="approve"
            name="keep"
            keyName={model.bindings.value.keep}
            onPress={() => session.press('keep')}
          >
            Keep: {FIRST[look.action]}
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
    <Banner tone="warn" icon="undo" title="Recalled">
      <p>
        This was approved, and taken back before it left: <Visible text={item.recalled.reason} />
      </p>
    </Banner>
  );
}
