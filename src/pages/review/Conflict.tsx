import { Banner } from '../../ui/Banner.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { OwnWords } from './OwnWords.tsx';
import type { Session } from './session.ts';
import { doneWords, timeWords } from './words.ts';

/** Two decided: both sides. */
export function Conflict({ session, now }: { session: Session; now: number }) {
  const view = session.model.view.value;
  const local = view?.local;
  if (local?.state === 'needs-confirming') {
    return (
      <Banner tone="warn" icon="alert" title="Please confirm your decision again">
        <p>
          “{doneWords(local.action)}” was kept here and not sent: it waited too long, or this
          device’s key was changed since. Decide again to send it.
        </p>
        {local.own ? <OwnWords own={local.own} /> : null}
      </Banner>
    );
  }
  if (!view || local?.state !== 'conflict') return null;
  const { decision } = view.item;
  return (
    <Banner tone="bad" icon="alert" title="Your decision was not taken" urgent>
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
      {local.own ? <OwnWords own={local.own} /> : null}
    </Banner>
  );
}
