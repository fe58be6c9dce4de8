import { useCallback, useId, useState } from 'preact/hooks';
import type { GivenVerdict, Oversight } from '../../messages/oversight.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Alerts } from './Alerts.tsx';
import type { Act } from './act.ts';
import { Glance } from './Glance.tsx';
import { Ramps } from './Ramps.tsx';
import { Sent } from './Sent.tsx';
import { Workflows } from './Workflows.tsx';

const NONE: readonly GivenVerdict[] = [];

/** What was stopped, what runs, what is new in a workspace: for managers, and for those whose it is. */
export function OversightOf(props: {
  ask: Ask;
  hear: (heard: () => void) => () => void;
  /** left out where there is one workspace */
  space?: { id: string; name: string };
  /** what the gate said last, shown until it has answered now */
  kept?: Oversight | undefined;
}) {
  const { ask, hear, space, kept } = props;
  const where = space?.id;
  const under = useId();
  const get = useCallback(() => ask('oversight', { space: where }), [ask, where]);
  const [answer, again] = useAnswer(get, hear);
  const [problem, setProblem] = useState('');
  // How they stood after a press, until the gate has answered: it may be slow, or away.
  const [pressed, setPressed] = useState<{
    after: Oversight;
    verdicts: readonly GivenVerdict[];
  } | null>(null);
  const act: Act = async (what) => {
    try {
      await what(ask, where);
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      again();
    }
  };
  if (answer.state === 'loading' && !kept) return null;
  if (answer.state === 'failed')
    return (
      <p class="muted" role="status">
        {t('popup_what_runs_what_stopped_not', { why: answer.why })}
      </p>
    );
  const oversight = answer.state === 'ready' ? answer.value : kept;
  if (!oversight) return null;
  const { manager, alerts, worth, workflows, ramps, health } = oversight;
  const verdicts = pressed?.after === oversight ? pressed.verdicts : (oversight.verdicts ?? NONE);
  const now = Date.now();
  return (
    <>
      {space && (manager || alerts.length + ramps.length > 0) ? (
        <h2 id={under}>
          <Visible text={space.name} />
        </h2>
      ) : null}
      {problem ? (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {manager || answer.state === 'loading' ? (
        <Glance {...{ oversight, now }} asking={answer.state === 'loading'} />
      ) : null}
      {manager ? (
        <p class="row">
          <a
            class="button"
            href={`../spot-check/index.html${space ? `?space=${encodeURIComponent(space.id)}` : ''}`}
            target="_blank"
            rel="noopener"
          >
            {space
              ? tx('popup_spot_check_space', { name: <Visible text={space.name} /> })
              : t('ui_spot_check')}
          </a>
        </p>
      ) : null}
      {manager || alerts.length > 0 ? (
        <Alerts
          alerts={alerts}
          verdicts={verdicts}
          show={(now) => setPressed({ after: oversight, verdicts: now })}
          again={again}
          worth={worth}
          manager={manager}
          act={act}
          under={space ? under : ''}
          space={where}
        />
      ) : null}
      {ramps.length > 0 ? <Ramps ramps={ramps} act={act} under={space ? under : ''} /> : null}
      {manager ? (
        <Workflows
          {...{ workflows, act, now }}
          health={health?.workflows ?? []}
          under={space ? under : ''}
          space={where}
        />
      ) : null}
      {manager ? <Sent {...{ ask, act }} space={where} /> : null}
    </>
  );
}
