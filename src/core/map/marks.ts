import { BUYER_FACING } from '../schema/kind.ts';
import type { MapMark, MapWorkflow, OversightMap } from '../schema/oversight-map.ts';

/** Days without an answer after which somebody has to look. */
const UNANSWERED_DAYS = 3;
const DAY_MS = 86_400_000;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Structural risks that can be told from who is connected to whom, without looking at what people did:
 * detectors of anti-patterns are elsewhere, and their marks stand on the same map. Pure.
 */
export function marksOf(map: OversightMap): MapMark[] {
  return [
    ...map.workflows.flatMap((workflow) => [
      ...ownerMarks(workflow, map),
      ...standInMarks(workflow),
      ...stoppedMarks(workflow),
      ...brakeMarks(workflow),
      ...waitMarks(workflow, map),
    ]),
    ...map.agents
      .filter(({ revoked, feeds }) => !revoked && feeds.length === 0)
      .map(({ id }) =>
        mark('agent-idle', 'warn', {
          on: { kind: 'agent', id },
          message: `It has proposed nothing in ${map.days} days, and its key still works: revoke it, or find out why.`,
        }),
      ),
    ...(map.suppressions === 0 && map.workflows.some(toBuyers)
      ? [
          mark('no-suppression', 'bad', {
            on: { kind: 'workspace', id: '' },
            message:
              'The suppression list is empty: nobody who asked to be left alone is known here. Import it.',
          }),
        ]
      : []),
  ];
}

const mark = (
  code: string,
  severity: MapMark['severity'],
  rest: Pick<MapMark, 'on' | 'message'>,
): MapMark => ({ code, severity, ...rest });
const onWorkflow = ({ id }: MapWorkflow, message: string): Pick<MapMark, 'on' | 'message'> => ({
  on: { kind: 'workflow', id },
  message,
});
const toBuyers = ({ kinds }: MapWorkflow): boolean => kinds.some((kind) => BUYER_FACING.has(kind));

function ownerMarks(workflow: MapWorkflow, { people, at }: OversightMap): MapMark[] {
  const { owner } = workflow;
  const person = people.find(({ email }) => same(email, owner));
  if (!person) {
    const why = `Its owner ${owner} is nobody here, so its alerts reach no one: name somebody who is.`;
    return [mark('no-owner', 'bad', onWorkflow(workflow, why))];
  }
  if (person.awayUntil === null || person.awayUntil <= at) return [];
  const why = `Its owner ${person.name} is away: say who looks at its alerts meanwhile.`;
  return [mark('owner-away', 'warn', onWorkflow(workflow, why))];
}

function standInMarks(workflow: MapWorkflow): MapMark[] {
  return workflow.tiers
    .filter(({ exclusive, standIn }) => exclusive && standIn === undefined)
    .map(({ tier, approver }) =>
      mark(
        'no-stand-in',
        'warn',
        onWorkflow(
          workflow,
          `${approver} alone decides ${tier} risk, and nobody stands in: name somebody who does.`,
        ),
      ),
    );
}

function stoppedMarks(workflow: MapWorkflow): MapMark[] {
  if (workflow.state === 'running') return [];
  const { pauseReason } = workflow;
  const why = `It is paused${pauseReason === undefined ? '' : `: ${pauseReason}`}`;
  return [mark('paused', 'warn', onWorkflow(workflow, why))];
}

function brakeMarks(workflow: MapWorkflow): MapMark[] {
  const { brakes, executors } = workflow;
  if (brakes.tripped > 0) {
    const why = `${brakes.tripped} of its brakes have tripped: look at what went out, then resume it.`;
    return [mark('brake-tripped', 'bad', onWorkflow(workflow, why))];
  }
  if (!toBuyers(workflow) || executors.length === 0 || brakes.live > 0) return [];
  const why = 'It reaches buyers, and no brake watches it: nothing would stop it by itself.';
  return [mark('no-brake', 'bad', onWorkflow(workflow, why))];
}

function waitMarks(workflow: MapWorkflow, { at }: OversightMap): MapMark[] {
  const { waiting, oldestWaitingAt, lastDecidedAt } = workflow;
  const days = (since: string) => Math.floor((Date.parse(at) - Date.parse(since)) / DAY_MS);
  if (oldestWaitingAt === null || days(oldestWaitingAt) < UNANSWERED_DAYS) return [];
  if (lastDecidedAt !== null && days(lastDecidedAt) < UNANSWERED_DAYS) return [];
  const since =
    lastDecidedAt === null
      ? 'nobody has ever decided anything here'
      : `nobody has decided anything for ${days(lastDecidedAt)} days`;
  const why = `${waiting} wait, the oldest for ${days(oldestWaitingAt)} days, and ${since}: who answers?`;
  return [mark('unanswered', 'bad', onWorkflow(workflow, why))];
}
