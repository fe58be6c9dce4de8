import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Session } from './session.ts';

/** One question where the text matches but the ids don't. */
export function Match({ session }: { session: Session }) {
  const { model } = session;
  const surface = model.surface.value;
  if (surface?.matched === 'text') {
    return (
      <Banner tone="info" icon="help" title="Is this that draft?">
        <p>
          It stands where this draft should, or says the same, but its own id is not known here.
        </p>
        <div class="row">
          <Button look="primary" name="match-yes" onPress={() => session.answerMatch(true)}>
            Yes, this is it
          </Button>
          <Button name="match-no" onPress={() => session.answerMatch(false)}>
            No, another mail
          </Button>
        </div>
      </Banner>
    );
  }
  if (surface?.matched === 'none') {
    return (
      <Banner tone="info" icon="link" title="The open draft is not tied to this item">
        <p>You are reviewing the agent's own text below, not what stands in the draft.</p>
      </Banner>
    );
  }
  return null;
}
