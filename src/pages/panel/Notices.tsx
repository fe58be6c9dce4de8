import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { isMail } from './approval.ts';
import { Delivered } from './Delivered.tsx';
import { canSendHere, whyNotApprove } from './decisions.ts';
import type { Session } from './session.ts';
import { summary } from './Work.tsx';
import { doneWords, REFUSAL_WORDS, timeWords } from './words.ts';

/** Everything that must be known before deciding, most pressing first. */
export function Notices({ session, now }: { session: Session; now: number }) {
  const { model } = session;
  const view = model.view.value;
  if (!view) return null;
  const { item } = view;
  const plan = model.plan.value;
  const connection = model.connection.value;
  const here = model.progressHere.value;
  return (
    <>
      {model.uncovered.value === false ? (
        <Banner role="warn" icon="covered" title="Something covers or scales this panel">
          <p>Decisions wait until the panel is in full view, at its own size.</p>
        </Banner>
      ) : null}
      <StoppedNotice session={session} />
      {here?.step === 'not-saved' ? (
        <Banner role="bad" icon="alert" title="Not saved" urgent>
          <p>
            <Visible text={here.detail} />
          </p>
        </Banner>
      ) : null}
      <Match session={session} />
      <Conflict session={session} now={now} />
      {model.revisedFrom.value?.kind === 'email.draft' && isMail(item) ? (
        <Banner role="warn" icon="alert" title="The agent sent a new version: look again">
          <Difference
            before={summary(model.revisedFrom.value)}
            after={summary(item.content)}
            label="Difference from the version before"
          />
        </Banner>
      ) : null}
      {item.workflow.paused ? (
        <Banner role="warn" icon="ban" title="This workflow is paused">
          <p>You can decide now; nothing leaves until it is resumed.</p>
        </Banner>
      ) : null}
      {connection === 'offline' || connection === 'connecting' ? (
        <Banner role="info" icon="offline" title="The gate cannot be reached">
          <p>Decisions are kept on this device and leave when it answers again.</p>
        </Banner>
      ) : null}
      <Delivered session={session} />
      {plan && !plan.can && item.state === 'pending' ? (
        <Banner role="bad" icon="ban" title="Cannot be approved as it is">
          <p>{plan.why}</p>
        </Banner>
      ) : null}
    </>
  );
}

/** A send was stopped: why, what differs, and what can be done in one go. */
function StoppedNotice({ session }: { session: Session }) {
  const { model } = session;
  const stop = model.stoppedHere.value;
  const item = model.view.value?.item;
  if (!stop || !item) return null;
  const reading = model.reading.value;
  const plan = model.plan.value;
  const now =
    model.bound.value && reading && isMail(item) && plan?.can && plan.leaves.kind === 'email.draft'
      ? summary(plan.leaves)
      : null;
  const before = isMail(item) ? summary(item.content) : null;
  const sends = canSendHere(model);
  const why = whyNotApprove(model);
  return (
    <Banner role="bad" icon="ban" title={REFUSAL_WORDS[stop.refusal]} urgent>
      {stop.detail ? (
        <p>
          <Visible text={stop.detail} />
        </p>
      ) : null}
      {now !== null && before !== null && now !== before ? (
        <Difference
          before={before}
          after={now}
          label={
            stop.refusal === 'changed' ? 'Approved version and now' : "Agent's version and now"
          }
        />
      ) : null}
      {stop.refusal === 'gate-sends' ? (
        <p>Approve it here and the gate sends it. Nothing needs sending from Gmail.</p>
      ) : null}
      <div class="row">
        {stop.refusal === 'not-approved' ||
        stop.refusal === 'changed' ||
        stop.refusal === 'expired' ? (
          <Button
            look="primary"
            icon={sends ? 'approve-send' : 'approve'}
            name="approve-this"
            keyName={model.bindings.value[sends ? 'approve-send' : 'approve']}
            disabled={why !== null}
            hint={why ?? undefined}
            onPress={() => session.press(sends ? 'approve-send' : 'approve')}
          >
            {sends ? 'Approve this version and send' : 'Approve this version'}
          </Button>
        ) : null}
        <Button
          icon="close"
          onPress={() => {
            model.stopped.value = null;
          }}
        >
          Dismiss
        </Button>
      </div>
    </Banner>
  );
}

/** One question where the text matches but the ids don't. */
function Match({ session }: { session: Session }) {
  const { model } = session;
  const surface = model.surface.value;
  if (surface?.matched === 'text') {
    return (
      <Banner role="info" icon="help" title="Is this that draft?">
        <p>Recipients, subject and text are the same, but the draft's own id is not known here.</p>
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
      <Banner role="info" icon="link" title="The open draft is not tied to this item">
        <p>You are reviewing the agent's own text below, not what stands in the draft.</p>
      </Banner>
    );
  }
  return null;
}

/** Two decided: both sides. */
function Conflict({ session, now }: { session: Session; now: number }) {
  const view = session.model.view.value;
  const local = view?.local;
  if (local?.state === 'needs-confirming') {
    return (
      <Banner role="warn" icon="alert" title="Please confirm your decision again">
        <p>
          This device has a new key. “{doneWords(local.action)}” was kept but is not signed: decide
          again to send it.
        </p>
      </Banner>
    );
  }
  if (!view || local?.state !== 'conflict') return null;
  const { decision } = view.item;
  return (
    <Banner role="bad" icon="alert" title="Your decision was not taken" urgent>
      <dl class="facts">
        <dt>Yours</dt>
        <dd>{doneWords(local.action)}</dd>
        <dt>Stands</dt>
        <dd>
          {decision ? (
            <>
              {doneWords(decision.action)} by <Visible text={decision.by} />,{' '}
              {timeWords(decision.at, now)}
              {decision.reason ? (
                <>
                  : <Visible text={decision.reason} />
                </>
              ) : null}
            </>
          ) : (
            'No decision yet'
          )}
        </dd>
      </dl>
      {local.detail ? (
        <p>
          <Visible text={local.detail} />
        </p>
      ) : null}
    </Banner>
  );
}
