import { useCallback, useId } from 'preact/hooks';
import type { NamedItem } from '../../messages/item-name.ts';
import type { LanesOf } from '../../messages/lanes.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Banner } from '../../ui/Banner.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Audits } from './Audits.tsx';
import { Changed } from './Changed.tsx';
import { LaneCard, NoLaneYet } from './LaneCard.tsx';
import { Reaches } from './Reaches.tsx';
import { byVersion, type Lane } from './standing.ts';

/** One workflow: how much reaches people, each lane as it stands, audits, and what changed. */
export function OneWorkflow(props: { ask: Ask; hear: Hear; space: string; workflowId: string }) {
  const { ask, hear, space, workflowId } = props;
  const get = useCallback(() => ask('lanes.of', { space, workflowId }), [ask, space, workflowId]);
  const [answer] = useAnswer(get, hear);
  if (answer.state === 'loading') return <p class="muted">{t('lanes_loading')}</p>;
  if (answer.state === 'failed')
    return (
      <Banner tone="warn" icon="offline" title={t('lanes_gate_does_not_answer')}>
        <p>{answer.why}</p>
      </Banner>
    );
  const { report, left, named = [], looks, weeks } = answer.value;
  const { workflow, rules } = report;
  return (
    <section aria-labelledby="workflow-name" class="lanes-of">
      <h2 id="workflow-name">
        <Visible text={workflow.name} />
      </h2>
      {workflow.state === 'paused' ? (
        <p class="status-word bad">{t('lanes_workflow_paused')}</p>
      ) : null}
      <Reaches {...{ report, weeks }} />
      {rules ? (
        <>
          <Lanes {...{ report, left, named, space }} />
          <Audits {...{ rules, looks }} />
        </>
      ) : (
        <section class="card" aria-label={t('lanes_lanes')}>
          <h3>{t('lanes_lanes')}</h3>
          <p>{t('lanes_policy_has_no_lanes')}</p>
          <p>
            <a href="../policies/index.html">{t('lanes_policies')}</a>
          </p>
        </section>
      )}
      <Changed changes={report.changes} />
    </section>
  );
}

function Lanes(
  props: Pick<LanesOf, 'report' | 'left'> & { named: readonly NamedItem[]; space: string },
) {
  const { report, left, named, space } = props;
  const { rules, lanes, calibrations } = report;
  const heading = useId();
  const [current = [], ...older] = byVersion(lanes);
  const missing = rules?.lanes.filter(({ tier }) => !current.some((lane) => lane.tier === tier));
  const card = (lane: Lane) => (
    <LaneCard
      key={`${lane.model} ${lane.modelVersion} ${lane.promptVersion} ${lane.tier}`}
      {...{ lane, named, space }}
      rule={rules?.lanes.find(({ tier }) => tier === lane.tier)}
      calibration={calibrations.find(({ modelVersion }) => modelVersion === lane.modelVersion)}
      left={left.find(
        (one) =>
          one.model === lane.model &&
          one.modelVersion === lane.modelVersion &&
          one.promptVersion === lane.promptVersion &&
          one.tier === lane.tier,
      )}
    />
  );
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} class="unseen">
        {t('lanes_lanes')}
      </h3>
      {current.map(card)}
      {missing?.map((rule) => (
        <NoLaneYet key={rule.tier} rule={rule} />
      ))}
      {older.length > 0 ? (
        <details>
          <summary>{t('lanes_older_versions', { n: String(older.length) })}</summary>
          {older.flat().map(card)}
        </details>
      ) : null}
    </section>
  );
}
