import type { Claim, Evidence, Flag } from '../schema/claim.ts';
import type { ReviewItem } from '../schema/proposal.ts';

/** Below this many decided cases a rate says nothing yet. */
const ENOUGH = 20;

/** What a confidence is, and what it has been worth so far: never a bare number. */
export function confidenceLine({ confidence, trackRecord }: ReviewItem): string {
  const { n, right } = trackRecord;
  const worth =
    n < ENOUGH
      ? `not enough history yet (n = ${n})`
      : `right ${Math.round((right / n) * 100)} % of the time (n = ${n})`;
  return `says ${confidence.toFixed(2)}, ${worth}`;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const FROM = { agent: 'the agent', rule: 'a rule', check: 'our checks' } as const;

/** A flag in one line, with its evidence in the next. */
export const flagLine = ({ severity, message, origin, evidence }: Flag): string =>
  `${capital(severity)}, from ${FROM[origin]}: ${message}${evidence ? `\n    ${evidenceLine(evidence)}` : ''}`;

/** A claim in one line, with its evidence in the next ones. */
export const claimLine = ({ status, statement, evidence }: Claim): string =>
  [`${capital(status)}: ${statement}`, ...evidence.map((each) => `    ${evidenceLine(each)}`)].join(
    '\n',
  );

const evidenceLine = ({ source, quote, observedAt, url }: Evidence): string =>
  [`${source}: “${quote}”`, observedAt && `seen ${observedAt.slice(0, 10)}`, url]
    .filter((part) => part)
    .join(', ');
