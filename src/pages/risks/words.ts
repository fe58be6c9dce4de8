import type { AntiPattern, Figure } from '../../core/antipatterns/finding.ts';
import type { RiskCode } from '../../core/scan/risk.ts';
import type { FixDone } from '../../messages/risks.ts';

/** What the five are called, and why each of them matters. */
export const PATTERNS: Readonly<Record<AntiPattern, { title: string; why: string }>> = {
  A1: {
    title: 'Rubber-stamping',
    why: 'A review that nobody reads costs the hours and catches nothing.',
  },
  A2: {
    title: 'Alert fatigue',
    why: 'People who are interrupted for nothing stop looking, also when it matters.',
  },
  A3: {
    title: 'Late review of a fast error',
    why: 'By the time somebody looks, the mistake has gone out to everybody.',
  },
  A4: {
    title: 'Exceptions without detection',
    why: 'Only what is marked as an exception reaches a person, and the marks mean nothing.',
  },
  A5: {
    title: 'Approval cascade',
    why: 'Each signer relies on the others, and the work waits for the slowest.',
  },
};

export const RISKS: Readonly<Record<RiskCode, string>> = {
  'no-approval-path': 'Acts without approval',
  'own-suppression': 'Outside the shared suppression list',
  'nobody-reviews': 'Nobody’s review hours',
  'gate-unanswered': 'Nobody answers',
};

const round = (value: number): string => String(Number(value.toPrecision(value < 100 ? 2 : 3)));

/** With spaces that no line ends at. */
function amount(value: number, unit: Figure['unit']): string {
  switch (unit) {
    case 'share':
      return value >= 0.1 || value === 0
        ? `${Math.round(value * 100)}\u00a0%`
        : `${round(value * 100)}\u00a0%`;
    case 'hours':
      return value < 1
        ? `${Math.max(1, Math.round(value * 60))}\u00a0min`
        : `${round(value)}\u00a0h`;
    case 'per-hour':
      return `${round(value)} an hour`;
    case 'auroc':
      return value.toFixed(2);
    case 'items':
      return String(Math.round(value));
  }
}

export const shownValue = ({ value, unit }: Figure): string => amount(value, unit);

/** `9 % to 21 %`; one-sided where the other can't be bounded, nothing where all was counted. */
export function shownInterval({ low, high, unit }: Figure): string {
  if (low === null && high === null) return 'counted in full';
  if (low === null) return `up to ${amount(high ?? 0, unit)}`;
  return high === null
    ? `from ${amount(low, unit)}`
    : `${amount(low, unit)} to ${amount(high, unit)}`;
}

export const shownLine = ({ line, unit }: Figure): string =>
  line === undefined ? '' : amount(line, unit);

/** What a press did. */
export function doneSentence({ version, recalled, gone, closed }: FixDone): string {
  if (version !== undefined)
    return `Done: the policy is at version ${version}, and what is counted begins anew.`;
  if (recalled !== undefined) return `Done: ${recalled} taken back, ${gone ?? 0} had left already.`;
  return `Done: ${closed ?? 0} ${closed === 1 ? 'lane is' : 'lanes are'} closed.`;
}

/** The columns of an inventory, for people. */
export const INVENTORY: readonly { column: string; what: string }[] = [
  { column: 'type', what: 'agent, sequencer, workflow, spend or gate' },
  { column: 'name', what: 'what you call it' },
  { column: 'owner', what: 'who answers for it; empty: nobody' },
  { column: 'approval', what: 'countersign, person or none; every agent has to say it' },
  { column: 'suppression', what: 'shared, own or none; every sequencer has to say it' },
  { column: 'audience', what: 'whom it writes to, in words: the same words overlap' },
  {
    column: 'review_hours',
    what: 'hours a week set aside; every workflow and spend has to say it',
  },
  { column: 'spend', what: 'money a month; every spend has to say it' },
  { column: 'volume', what: 'items a week' },
  { column: 'waiting', what: 'items that wait for an answer; every gate has to say it' },
  { column: 'answered', what: 'the day of the last answer, such as 2026-11-28' },
];
