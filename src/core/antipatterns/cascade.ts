import type { Workflow } from '../schema/workflow.ts';
import { DELTA, type Finding } from './finding.ts';
import { dropParallel, oneApprover } from './fixes.ts';
import { surelyAbove, surelyBelow } from './surely.ts';
import { count, hoursOf, shareFigure, spent } from './words.ts';

/** Whose hands proposals of a workflow went through lately. */
export type Hands = {
  workflow: Workflow;
  /** decided proposals, those whom several are asked for by the policy left out */
  decided: number;
  /** of these, how many two or more people had in hand one after the other */
  passedOn: number;
  /** milliseconds of reading before the last hand */
  passedOnMs: number;
  /** approvals that came when somebody else had decided already: the same work twice */
  twice: number;
  twiceMs: number;
  /** where one person approved first and another decided after them: how often the second differed */
  second: { pairs: number; differed: number; ms: number };
  /** who decides in the end most of the time */
  last: string | null;
};

/** The middle proposal has one pair of hands (G9). */
const MOST_PASSED_ON = 0.5;
/** Beyond one in five, several people do one person's work. */
const MOST_TWICE = 0.2;
/** A second signature that differs more rarely than this is no second opinion. */
export const LEAST_DIFFERS = 0.02;

/**
 * A5: sign-off in sequence, in fact whatever the policy says. The middle proposal surely passes through
 * two hands or more, or surely more than one in five is decided by two people who needn't, or the second
 * person surely differs in fewer than one of fifty. Bounds hold however often one looks.
 */
export function cascades(hands: Hands): Finding[] {
  return [...passedOn(hands), ...twice(hands), ...neverDiffers(hands)];
}

const alone = ({ workflow, last }: Hands) => (last === null ? [] : oneApprover(workflow, last));

function passedOn(hands: Hands): Finding[] {
  const { workflow, decided, passedOnMs: ms } = hands;
  if (!surelyAbove(hands.passedOn, decided, { line: MOST_PASSED_ON, delta: DELTA })) return [];
  return [
    {
      key: `A5:hands:${workflow.id}`,
      ...{ pattern: 'A5', workflowId: workflow.id },
      sentence: `${hands.passedOn} of ${count(decided, 'proposal')} went from person to person before they were decided: sign-off in sequence, in fact.`,
      figures: [
        shareFigure('In two hands or more', {
          ...{ hits: hands.passedOn, n: decided, line: MOST_PASSED_ON },
        }),
      ],
      cost: {
        ...{ hours: hoursOf(ms), items: hands.passedOn },
        sentence: `${spent(ms)} of reading by people who then passed it on, and the wait for the next one.`,
      },
      fixes: alone(hands),
    },
  ];
}

function twice(hands: Hands): Finding[] {
  const { workflow, decided, twiceMs: ms } = hands;
  const all = Math.max(decided, hands.twice);
  if (!surelyAbove(hands.twice, all, { line: MOST_TWICE, delta: DELTA })) return [];
  return [
    {
      key: `A5:twice:${workflow.id}`,
      ...{ pattern: 'A5', workflowId: workflow.id },
      sentence: `${hands.twice} of ${count(decided, 'proposal')} were decided by two people, though the policy asks for one.`,
      figures: [shareFigure('Decided twice', { hits: hands.twice, n: all, line: MOST_TWICE })],
      cost: {
        ...{ hours: hoursOf(ms), items: hands.twice },
        sentence: `${spent(ms)} of review that changed nothing.`,
      },
      fixes: alone(hands),
    },
  ];
}

function neverDiffers(hands: Hands): Finding[] {
  const { workflow, second } = hands;
  const { pairs, differed, ms } = second;
  if (!surelyBelow(differed, pairs, { line: LEAST_DIFFERS, delta: DELTA })) return [];
  const law = workflow.policy.parallelReview?.legalReason;
  return [
    {
      key: `A5:same:${workflow.id}`,
      ...{ pattern: 'A5', workflowId: workflow.id },
      sentence: `The second person differed in ${differed} of ${count(pairs, 'proposal')}: they sign, they don't read.${law === undefined ? '' : ` The policy names a law for it: “${law}”.`}`,
      figures: [
        shareFigure('The second differed', { hits: differed, n: pairs, line: LEAST_DIFFERS }),
      ],
      cost: {
        ...{ hours: hoursOf(ms), items: pairs },
        sentence: `${spent(ms)} of second signatures that found ${differed === 0 ? 'nothing' : `${differed}`}.`,
      },
      fixes: law === undefined ? alone(hands) : dropParallel(workflow),
    },
  ];
}
