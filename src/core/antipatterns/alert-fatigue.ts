import type { Workflow } from '../schema/workflow.ts';
import { LEAST_PRECISION } from '../stats/alert-precision.ts';
import { DELTA, type Finding } from './finding.ts';
import { tuneWarning } from './fixes.ts';
import { surelyBelow } from './surely.ts';
import type { Warned } from './warning-line.ts';
import { count, hoursOf, shareFigure, were } from './words.ts';

/** Alerts of one kind and workflow that were closed, and how. */
export type AlertSource = {
  kind: string;
  workflowId: string | null;
  /** the signal of its brake, where it was one */
  signal: string | null;
  actionable: number;
  noise: number;
  /** milliseconds between seeing and closing those that were noise, an hour each at most */
  noiseMs: number;
  /** of warnings of a brake: the rate that each told of, the newest ones */
  warned?: readonly Warned[];
};

/** True when surely fewer than one in five alerts was worth it, however often one looks (M2). */
export const surelyNoise = (actionable: number, closed: number): boolean =>
  surelyBelow(actionable, closed, { line: LEAST_PRECISION, delta: DELTA });

/** A2: people who are interrupted for nothing four times of five stop looking. */
export function alertFatigue(
  sources: readonly AlertSource[],
  workflows: ReadonlyMap<string, Workflow>,
): Finding[] {
  const actionable = sources.reduce((sum, source) => sum + source.actionable, 0);
  const noise = sources.reduce((sum, source) => sum + source.noise, 0);
  const closed = actionable + noise;
  if (!surelyNoise(actionable, closed)) return [];
  const loudest = sources
    .filter((source) => source.noise > 0)
    .toSorted((a, b) => b.noise - a.noise)
    .slice(0, 5);
  const ms = sources.reduce((sum, source) => sum + source.noiseMs, 0);
  const first = loudest[0];
  return [
    {
      ...{ key: 'A2', pattern: 'A2' },
      ...(first?.workflowId == null ? {} : { workflowId: first.workflowId }),
      sentence: `Of ${count(closed, 'alert')} that were dealt with, ${actionable} ${were(actionable)} worth it: surely fewer than one in five.`,
      figures: [
        shareFigure('Alerts that were worth it', {
          ...{ hits: actionable, n: closed, line: LEAST_PRECISION },
        }),
        ...loudest.map((source) =>
          shareFigure(nameOf(source, workflows), {
            ...{ hits: source.actionable, n: source.actionable + source.noise },
          }),
        ),
      ],
      cost: {
        ...{ hours: hoursOf(ms), items: noise },
        sentence: `${count(noise, 'interruption')} for nothing; the next one that matters looks the same.`,
      },
      fixes: loudest.flatMap(({ workflowId, signal, kind, warned }) => {
        const workflow = workflows.get(workflowId ?? '');
        return kind === 'brake-warns' && workflow && signal !== null
          ? tuneWarning(workflow, signal, warned)
          : [];
      }),
    },
  ];
}

const KINDS: Readonly<Record<string, string>> = {
  'brake-warns': 'Warnings of brakes',
  'brake-tripped': 'Brakes that tripped',
  'lane-closed': 'Lanes that closed',
};

function nameOf(
  { kind, workflowId, signal }: AlertSource,
  workflows: ReadonlyMap<string, Workflow>,
): string {
  const where = workflowId === null ? '' : `, ${workflows.get(workflowId)?.name ?? workflowId}`;
  return `${KINDS[kind] ?? kind}${signal === null ? '' : ` (${signal})`}${where}`;
}
