import { Banner } from '../../ui/Banner.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Conflict } from './Conflict.tsx';
import { Delivered } from './Delivered.tsx';
import { Match } from './Match.tsx';
import { Outcome } from './Outcome.tsx';
import { RecordName } from './RecordName.tsx';
import { Revised } from './Revised.tsx';
import { Stopped } from './Stopped.tsx';
import type { Session } from './session.ts';

/** States in which nothing waits for its workflow any more. */
const OVER: ReadonlySet<string> = new Set(['executed', 'rejected', 'withdrawn', 'expired']);

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
        <Banner tone="warn" icon="covered" title={t('review_something_covers_scales_panel')}>
          <p>{t('review_decisions_wait_until_panel_full')}</p>
        </Banner>
      ) : null}
      {model.stoppedHere.value ? <Stopped session={session} /> : null}
      {here?.step === 'not-saved' ? (
        <Banner tone="bad" icon="alert" title={t('review_not_saved')} urgent>
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
        <Banner tone="info" icon="later" title={t('review_gate_has_your_decision')}>
          <p>
            <Visible text={view.local.detail} />
          </p>
        </Banner>
      ) : null}
      {model.revisedFrom.value ? <Revised session={session} /> : null}
      {item.workflow.paused && !OVER.has(item.state) ? (
        <Banner tone="warn" icon="ban" title={t('review_workflow_paused')}>
          <p>
            {t(
              view.became || item.state === 'approved'
                ? 'link_held_means'
                : 'review_you_can_decide_now_nothing',
            )}
          </p>
        </Banner>
      ) : null}
      {connection === 'offline' || connection === 'connecting' ? (
        <Banner tone="info" icon="offline" title={t('review_gate_cannot_reached')}>
          <p>{t('review_decisions_kept_device_leave_when')}</p>
        </Banner>
      ) : null}
      {item.state !== 'pending' || here ? <Delivered session={session} now={now} /> : null}
      {here ? null : <Outcome session={session} now={now} />}
      {plan && !plan.can && item.state === 'pending' ? (
        <Banner tone="bad" icon="ban" title={t('review_cannot_approved')}>
          <p>{plan.why}</p>
        </Banner>
      ) : null}
    </>
  );
}
