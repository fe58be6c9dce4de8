import { Banner } from '../../ui/Banner.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { Conflict } from './Conflict.tsx';
import { Delivered } from './Delivered.tsx';
import { Match } from './Match.tsx';
import { RecordName } from './RecordName.tsx';
import { Revised } from './Revised.tsx';
import { Stopped } from './Stopped.tsx';
import type { Session } from './session.ts';

/** Everything that must be known before deciding, most pressing first. Shown where {@link isPressing}. */
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
        <Banner tone="warn" icon="covered" title="Something covers or scales this panel">
          <p>Decisions wait until the panel is in full view, at its own size.</p>
        </Banner>
      ) : null}
      {model.stoppedHere.value ? <Stopped session={session} /> : null}
      {here?.step === 'not-saved' ? (
        <Banner tone="bad" icon="alert" title="Not saved" urgent>
          <p>
            <Visible text={here.detail} />
          </p>
        </Banner>
      ) : null}
      {model.surface.value && !model.bound.value ? <Match session={session} /> : null}
      <RecordName session={session} />
      {view.local?.state === 'conflict' || view.local?.state === 'needs-confirming' ? (
        <Conflict session={session} now={now} />
      ) : null}
      {view.local?.state === 'accepted' && view.local.detail ? (
        <Banner tone="info" icon="later" title="The gate has your decision">
          <p>
            <Visible text={view.local.detail} />
          </p>
        </Banner>
      ) : null}
      {model.revisedFrom.value ? <Revised session={session} /> : null}
      {item.workflow.paused ? (
        <Banner tone="warn" icon="ban" title="This workflow is paused">
          <p>You can decide now; nothing leaves until it is resumed.</p>
        </Banner>
      ) : null}
      {connection === 'offline' || connection === 'connecting' ? (
        <Banner tone="info" icon="offline" title="The gate cannot be reached">
          <p>Decisions are kept on this device and leave when it answers again.</p>
        </Banner>
      ) : null}
      {item.state !== 'pending' || here ? <Delivered session={session} now={now} /> : null}
      {plan && !plan.can && item.state === 'pending' ? (
        <Banner tone="bad" icon="ban" title="Cannot be approved as it is">
          <p>{plan.why}</p>
        </Banner>
      ) : null}
    </>
  );
}
