import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { canSendHere } from './may-decide.ts';
import type { Session } from './session.ts';
import { timeWords } from './words.ts';

/** Where an approved item is on its way, in plain words, with the one thing left to do. */
export function Delivered({ session, now }: { session: Session; now: number }) {
  const { model } = session;
  const view = model.view.value;
  if (!view) return null;
  const { item } = view;
  const here = model.progressHere.value;
  const open = item.clearance?.state === 'open';

  if (here?.step === 'clearing') {
    return <Banner tone="info" icon="later" title="Approved. Waiting for the gate's permission…" />;
  }
  if (here?.step === 'sending') {
    return <Banner tone="info" icon="send" title="Approved. Sending…" />;
  }
  if (here?.step === 'discarded') {
    return <Banner tone="good" icon="discard" title="The leftover draft is discarded" />;
  }
  if (here?.step === 'waiting') {
    return (
      <Banner tone="warn" icon="later" title="Approved, not sent" urgent>
        <p>{here.detail}</p>
      </Banner>
    );
  }
  const outcome = here?.step === 'left' ? here.outcome : item.state;
  if (outcome === 'recalled') {
    return (
      <Banner tone="warn" icon="undo" title="The send was undone">
        <p>The draft that came back is not approved. Approving it again makes a new permission.</p>
      </Banner>
    );
  }
  if (outcome === 'not_executed') {
    return (
      <Banner tone="warn" icon="alert" title="It was not sent">
        <p>The draft changed, or the page did not send it. Look at it and approve it again.</p>
      </Banner>
    );
  }
  if (outcome === 'unknown') {
    return (
      <Banner tone="warn" icon="help" title="It is not known whether this has left" urgent>
        <p>
          It was handed over, but no answer came back. Look into Sent before doing anything: it is
          never sent again by itself.
        </p>
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
            ? 'Escalated, and back: nobody answered'
            : view.mine
              ? 'Escalated: it is yours to decide'
              : 'Escalated: a manager decides it'
        }
      >
        <p>
          By <Visible text={item.decision?.by ?? 'a reviewer'} />
          {item.decision?.note ? (
            <>
              : <Visible text={item.decision.note} />
            </>
          ) : (
            '.'
          )}
        </p>
        {item.escalation ? (
          <p>
            {item.escalation.returned
              ? `Unanswered until ${timeWords(item.escalation.returned, now)}. Whoever could decide it before may again, and a manager still may.`
              : `Unanswered, it goes back at ${timeWords(item.escalation.returnsAt, now)} to whoever could decide it before.`}
          </p>
        ) : null}
      </Banner>
    );
  }
  if (item.state === 'failed') {
    return (
      <Banner tone="bad" icon="alert" title="The gate could not execute it">
        <p>Nothing has left. The workflow's owner sees why.</p>
      </Banner>
    );
  }
  if (item.state === 'dispatching') {
    return <Banner tone="info" icon="send" title="Approved. The gate is sending it…" />;
  }
  if (item.state !== 'approved' || model.stoppedHere.value) return null;
  if (!canSendHere(model)) {
    return <Banner tone="good" icon="approve" title="Approved. The gate releases it." />;
  }
  return (
    <Banner tone="good" icon="approve" title={open ? 'Approved. Press Send' : 'Approved'}>
      {open ? (
        <div class="row">
          <span>Press Send in the draft, or</span>
          <Button
            look="primary"
            icon="send"
            name="send-now"
            keyName={model.bindings.value['approve-send']}
            onPress={() => session.press('approve-send')}
          >
            Send now
          </Button>
        </div>
      ) : (
        <p>Sending opens as soon as the gate's permission is here.</p>
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
    <Banner tone="good" icon="approve" title={leftover ? 'The gate has sent it' : 'It has left'}>
      {leftover ? (
        <>
          <p>The draft here is a leftover now. Sending it is stopped.</p>
          <div class="row">
            <Button icon="discard" name="discard" onPress={() => session.discardDraft()}>
              Discard the leftover draft
            </Button>
          </div>
        </>
      ) : null}
      {id !== null && model.wrong.value.has(id) ? (
        <p>You said that it was wrong. It counts as a defect that got out.</p>
      ) : (
        <div class="row">
          <Button
            name="was-wrong"
            keyName={model.bindings.value.reject}
            hint="It has left and was wrong: it counts as a defect that got out"
            onPress={() => session.press('reject')}
          >
            This was wrong
          </Button>
        </div>
      )}
    </Banner>
  );
}
