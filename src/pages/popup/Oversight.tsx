import { useCallback, useId, useState } from 'preact/hooks';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Alerts } from './Alerts.tsx';
import type { Act, Ask } from './act.ts';
import { Ramps } from './Ramps.tsx';
import { Workflows } from './Workflows.tsx';

/** What was stopped, what runs, what is new in a workspace: for managers, and for those whose it is. */
export function OversightOf(props: {
  ask: Ask;
  hear: (heard: () => void) => () => void;
  /** left out where there is one workspace */
  space?: { id: string; name: string };
}) {
  const { ask, hear, space } = props;
  const where = space?.id;
  const under = useId();
  const get = useCallback(() => ask('oversight', { space: where }), [ask, where]);
  const [answer, again] = useAnswer(get, hear);
  const [problem, setProblem] = useState('');
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
  if (answer.state === 'loading') return null;
  if (answer.state === 'failed')
    return (
      <p class="muted" role="status">
        {t('popup_what_runs_what_stopped_not', { why: answer.why })}
      </p>
    );
  const { manager, alerts, worth, workflows, ramps } = answer.value;
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
      {manager || alerts.length > 0 ? (
        <Alerts
          alerts={alerts}
          worth={worth}
          manager={manager}
          act={act}
          under={space ? under : ''}
        />
      ) : null}
      {ramps.length > 0 ? <Ramps ramps={ramps} act={act} under={space ? under : ''} /> : null}
      {manager ? <Workflows workflows={workflows} act={act} under={space ? under : ''} /> : null}
    </>
  );
}
