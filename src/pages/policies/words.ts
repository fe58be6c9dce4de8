import type { PolicyFigures, PolicySimulation } from '../../core/policies/effect.ts';
import type { Kind } from '../../core/schema/kind.ts';
import type { Pattern, Stage } from '../../core/schema/workflow.ts';

/*
 * What this page says, together, so that it can be translated as one.
 */

export const PATTERNS: Readonly<Record<Pattern, { name: string; means: string }>> = {
  'pre-approval': {
    name: 'Pre-approval',
    means: 'A person accepts, edits or rejects each item before it goes.',
  },
  'exception-handling': {
    name: 'Exception handling',
    means: 'What is uncertain or unusual goes to a person; the rest runs.',
  },
  'active-monitoring': {
    name: 'Active monitoring',
    means: 'It runs while somebody watches live signals and can stop it.',
  },
  'periodic-review': {
    name: 'Periodic review',
    means: 'It runs; aggregates are looked at on a calendar.',
  },
  'post-hoc-audit': {
    name: 'Post-hoc audit',
    means: 'It runs; random samples of history show what slipped.',
  },
};

export const STAGES: Readonly<Record<Stage, { name: string; means: string }>> = {
  observer: { name: 'Observer', means: 'It only proposes; a person decides everything.' },
  planner: {
    name: 'Planner',
    means: 'What no buyer sees may run; all else is evidence for its lanes.',
  },
  adopter: { name: 'Adopter', means: 'Its lanes open by their measured bounds.' },
};

/** A policy that names no stage. */
export const NO_STAGE = {
  name: 'Not set',
  means: 'It is as far as its lanes are; without lanes a person decides whatever a buyer sees.',
};

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  'email.draft': 'Emails',
  'sequence.enroll': 'Sequence enrollments',
  'record.update': 'Record updates',
  'lead.route': 'Lead routing',
  'lead.score': 'Lead scores',
  'contact.enrich': 'Contact enrichment',
  'price.quote': 'Price quotes',
  'meeting.schedule': 'Meeting invitations',
  'message.social': 'Social messages',
  'call.task': 'Calls',
};

const CAUSES: Readonly<Record<string, string>> = {
  'below-line': 'confidence below the line',
  'kind-needs-person': 'kinds that always need a person',
  'buyer-facing': 'a buyer sees it',
  pattern: 'the pattern asks for it',
  stage: 'the stage asks for it',
  'lane-closed': 'its lane is not open, or not for it',
  exception: 'an exception rule',
  'claim-contradicted': 'a contradicted fact',
  'claim-unsupported': 'a fact without evidence',
  'check-flag': 'our own checks',
  'agent-flag': 'the agent’s own flag',
  'workflow-paused': 'the workflow is paused',
};
export const causeWords = (code: string): string => CAUSES[code] ?? code;

const number = new Intl.NumberFormat('en');
export const count = (n: number): string => number.format(n);
export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** What two figures compare: how many reach people, of the same proposals. */
export function headline(
  { was, days }: Pick<PolicySimulation, 'was' | 'days'>,
  figures: PolicyFigures,
): string {
  const of = `Of the ${count(figures.proposals)} proposals of the last ${spanOf(days)}`;
  return `${of} this would have sent ${count(figures.toPeople)} to people; ${count(was.toPeople)} went there.`;
}

export const spanOf = (days: number): string =>
  days >= 1.5 ? `${Math.round(days)} days` : `${Math.max(1, Math.round(days * 24))} hours`;

/** What the defect bound says, and for what. */
export function bound(figures: PolicyFigures): string {
  const { defects, withoutPerson } = figures;
  if (withoutPerson === 0 || defects === null) return 'Nothing would run without a person.';
  if (defects.labels === 0)
    return `${count(withoutPerson)} would run without a person, and nobody has looked at any of them: nothing is known of their defects.`;
  const kind = defects.noticedOnly ? 'noticed defects' : 'defects';
  const how =
    defects.method === 'lanes'
      ? 'by the bounds that its lanes hold'
      : `${count(defects.found)} of ${count(defects.labels)} that people looked at were defective`;
  return `Of the ${count(withoutPerson)} that would run without a person at most ${percent(defects.upper)} have ${kind}, ${percent(defects.level)} sure (${how}).`;
}

/** What the next month is promised to be, if it is like these days. */
export function promise(figures: PolicyFigures): string {
  const { next, defects } = figures;
  const people = `If the next month is like these days, between ${count(next.low)} and ${count(next.high)} of ${count(next.of)} go to people`;
  const wrong = defects?.nextMost;
  return wrong === null || wrong === undefined || defects?.labels === 0
    ? `${people}.`
    : `${people}, and at most ${count(wrong)} of the others are defective.`;
}

export const date = (at: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
