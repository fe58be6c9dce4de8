import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { recordNameOf } from './record-name.ts';
import type { Session } from './session.ts';

/** Where a page's address doesn't say whose record it is: the name it shows, and one question if that differs. */
export function RecordName({ session }: { session: Session }) {
  const { model } = session;
  const named = model.namedHere.value;
  const item = model.view.value?.item;
  if (!named || !item || named.step === 'reading') return null;
  if (named.step !== 'asks') {
    return (
      <p class="note">
        {named.step === 'same' ? (
          <>
            The page calls this record <Visible text={named.name} />, as the agent does; its address
            doesn't name the account.
          </>
        ) : (
          'You said that this is the record.'
        )}
      </p>
    );
  }
  const meant = recordNameOf(item.content);
  return (
    <Banner tone="warn" icon="help" title="Is this that record?">
      <p>The id is the same, but the page's address doesn't say in which account.</p>
      <dl class="facts">
        <dt>This page</dt>
        <dd>{named.name === null ? 'shows no name' : <Visible text={named.name} />}</dd>
        <dt>The agent</dt>
        <dd>{meant === null ? 'names none' : <Visible text={meant} />}</dd>
      </dl>
      <div class="row">
        <Button look="primary" name="record-yes" onPress={() => session.answerName(true)}>
          Yes, this is it
        </Button>
        <Button name="record-no" onPress={() => session.answerName(false)}>
          No, another record
        </Button>
      </div>
    </Banner>
  );
}
