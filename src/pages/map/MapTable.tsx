import type { MapMark, MapWorkflow, OversightMap } from '../../core/schema/oversight-map.ts';
import { Visible } from '../../ui/Visible.tsx';

/** The same as the picture, as a table: a row for each workflow, with who proposes to it and who answers. */
export function MapTable({ map, marks }: { map: OversightMap; marks: readonly MapMark[] }) {
  return (
    <section aria-labelledby="as-table">
      <h2 id="as-table">The same as a table</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard */}
      <section class="wide" tabIndex={0} aria-label="The map as a table">
        <table class="map-table">
          <thead>
            <tr>
              {[
                'Workflow',
                'Agents',
                'Pattern',
                'Lanes',
                'Brakes',
                'People',
                'Leaves by',
                'Waits',
                'Risks',
              ].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {map.workflows.map((workflow) => (
              <tr key={workflow.id}>
                <th scope="row">
                  <Visible text={workflow.name} />
                  {workflow.state === 'paused' ? ' (paused)' : ''}
                </th>
                <td>
                  <Visible text={agentsOf(workflow, map)} />
                </td>
                <td>{workflow.pattern}</td>
                <td>
                  <Visible text={lanesOf(workflow)} />
                </td>
                <td>
                  {workflow.brakes.live} live
                  {workflow.brakes.tripped > 0 ? `, ${workflow.brakes.tripped} tripped` : ''}
                </td>
                <td>
                  <Visible text={peopleOf(workflow)} />
                </td>
                <td>
                  {[...new Set(workflow.executors.map(wayOf))].join(', ') || 'nothing left yet'}
                </td>
                <td class="number">{workflow.waiting}</td>
                <td>
                  <Visible
                    text={
                      marks
                        .filter(
                          ({ on }) =>
                            (on.kind === 'workflow' || on.kind === 'gate') && on.id === workflow.id,
                        )
                        .map(({ message }) => message)
                        .join(' ') || 'none'
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

const agentsOf = ({ id }: MapWorkflow, { agents }: OversightMap): string =>
  agents
    .filter(({ feeds }) => feeds.some(({ workflowId }) => workflowId === id))
    .map(({ name, revoked }) => (revoked ? `${name} (revoked)` : name))
    .join(', ') || 'none';
const lanesOf = ({ lanes, earns }: MapWorkflow): string =>
  lanes.map(({ tier, model, modelVersion }) => `${tier} for ${model} ${modelVersion}`).join(', ') ||
  (earns ? 'none open yet' : 'none to earn');
const peopleOf = ({ owner, tiers, deciders }: MapWorkflow): string =>
  [
    `${owner} owns it`,
    ...tiers.map(
      ({ tier, approver, standIn }) =>
        `${approver} answers for ${tier} risk${standIn === undefined ? '' : `, ${standIn} stands in`}`,
    ),
    ...(deciders.length > 0 ? [`${deciders.join(', ')} decided`] : ['nobody decided']),
  ].join('; ');
const wayOf = (executor: string): string =>
  executor.startsWith('gmail-compose:') ? 'people’s own mailboxes' : executor;
