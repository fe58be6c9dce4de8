import type { MapMark, MapWorkflow, OversightMap } from '../../core/schema/oversight-map.ts';
import { listed, shownNumber } from '../../ui/locale.ts';
import { LANES, PATTERN_NAMES, RISKS } from '../../ui/policy-words.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t, tn } from '../../words/t.ts';

const TABLE = [
  ...(['map_head_workflow', 'map_head_agents', 'map_head_pattern', 'map_head_lanes'] as const),
  ...(['map_head_brakes', 'map_head_people', 'map_head_leaves_by', 'map_head_waits'] as const),
  'map_head_risks',
] as const;

/** The same as the picture, as a table: a row for each workflow, with who proposes to it and who answers. */
export function MapTable({ map, marks }: { map: OversightMap; marks: readonly MapMark[] }) {
  return (
    <section aria-labelledby="as-table">
      <h2 id="as-table">{t('map_as_table')}</h2>
      <Wide label={t('map_table_label')}>
        <table class="map-table">
          <thead>
            <tr>
              {TABLE.map((head) => (
                <th key={head} scope="col">
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {map.workflows.map((workflow) => (
              <tr key={workflow.id}>
                <th scope="row">
                  {workflow.state === 'paused' ? (
                    tx('map_paused_name', { name: <Visible text={workflow.name} /> })
                  ) : (
                    <Visible text={workflow.name} />
                  )}
                </th>
                <td>
                  <Visible text={agentsOf(workflow, map)} />
                </td>
                <td>{t(PATTERN_NAMES[workflow.pattern])}</td>
                <td>
                  <Visible text={lanesOf(workflow)} />
                </td>
                <td>{brakesOf(workflow)}</td>
                <td>
                  <Visible text={peopleOf(workflow)} />
                </td>
                <td>
                  {listed([...new Set(workflow.executors.map(wayOf))]) || t('map_nothing_left_yet')}
                </td>
                <td class="number">{shownNumber(workflow.waiting)}</td>
                <td>
                  <Visible
                    text={
                      marks
                        .filter(
                          ({ on }) =>
                            (on.kind === 'workflow' || on.kind === 'gate') && on.id === workflow.id,
                        )
                        .map(({ message }) => message)
                        .join(' ') || t('map_none')
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

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
