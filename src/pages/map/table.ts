import type { MapMark, MapWorkflow, OversightMap } from '../../core/schema/oversight-map.ts';
import type { Table } from '../../ui/copies.ts';
import { listed } from '../../ui/locale.ts';
import { LANES, PATTERN_NAMES, RISKS, STAGES } from '../../ui/policy-words.ts';
import { t, tn } from '../../words/t.ts';

const HEAD = [
  ...(['map_head_workflow', 'map_head_agents', 'map_head_pattern', 'map_head_stage'] as const),
  ...(['map_head_lanes', 'map_head_brakes', 'map_head_people', 'map_head_leaves_by'] as const),
  ...(['map_head_waits', 'map_head_risks'] as const),
] as const;

/** The same as the picture: a row for each workflow, with who proposes to it and who answers. */
export function tableOf(map: OversightMap, marks: readonly MapMark[]): Table {
  return {
    head: HEAD.map((key) => t(key)),
    rows: map.workflows.map((workflow) => [
      workflow.state === 'paused' ? t('map_paused_name', { name: workflow.name }) : workflow.name,
      agentsOf(workflow, map),
      t(PATTERN_NAMES[workflow.pattern]),
      t(workflow.stage === undefined ? 'policies_stage_none' : STAGES[workflow.stage]),
      lanesOf(workflow),
      brakesOf(workflow),
      peopleOf(workflow),
      listed([...new Set(workflow.executors.map(wayOf))]) || t('map_nothing_left_yet'),
      workflow.waiting,
      risksOf(workflow, marks),
    ]),
  };
}

const risksOf = ({ id }: MapWorkflow, marks: readonly MapMark[]): string =>
  marks
    .filter(({ on }) => (on.kind === 'workflow' || on.kind === 'gate') && on.id === id)
    .map(({ message }) => message)
    .join(' ') || t('map_none');
const agentsOf = ({ id }: MapWorkflow, { agents }: OversightMap): string =>
  listed(
    agents
      .filter(({ feeds }) => feeds.some(({ workflowId }) => workflowId === id))
      .map(({ name, revoked }) => (revoked ? t('map_revoked_name', { name }) : name)),
  ) || t('map_none');
const lanesOf = ({ lanes, earns }: MapWorkflow): string =>
  listed(
    lanes.map(({ tier, model, modelVersion }) =>
      t('map_lane_for', { lane: t(LANES[tier]), model: `${model} ${modelVersion}` }),
    ),
  ) || t(earns ? 'map_lane_none_open' : 'map_lane_none_to_earn');
const brakesOf = ({ brakes: { live, tripped } }: MapWorkflow): string =>
  tripped > 0 ? tn('map_brakes_live_tripped', live, { tripped }) : tn('map_brakes_live', live);
const peopleOf = ({ owner, tiers, deciders }: MapWorkflow): string =>
  [
    t('map_owns', { who: owner }),
    ...tiers.map(({ tier, approver: who, standIn }) => {
      const risk = t(RISKS[tier]);
      return standIn === undefined
        ? t('map_answers', { who, risk })
        : t('map_answers_stand_in', { who, risk, stand_in: standIn });
    }),
    deciders.length > 0 ? t('map_decided', { who: listed(deciders) }) : t('map_nobody_decided'),
  ].join('; ');
const wayOf = (executor: string): string =>
  executor.startsWith('gmail-compose:') ? t('map_own_mailboxes') : executor;
