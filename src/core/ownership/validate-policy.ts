import { START_LINES, validateLines } from '../brakes/line.ts';
import { RiskTier, type TierOwner, type WorkflowInput } from '../schema/workflow.ts';
import { needed, ruleOf } from './qualification.ts';

/** What is wrong with a policy: where (JSON pointer), what, and why it is not allowed. */
export type PolicyFault = { path: string; message: string; why: string };

/** A legal reason is something that a colleague can look up, not "compliance". */
const LEAST_REASON = 20;

/** Patterns under which nobody approves each item. */
const UNAPPROVED: ReadonlySet<string> = new Set([
  'active-monitoring',
  'periodic-review',
  'post-hoc-audit',
]);

/**
 * What no policy may say, whoever writes it; empty when it may be used. Pure, and the one check of
 * the HTTP interface and the command line.
 */
export function validatePolicy(workflow: WorkflowInput): PolicyFault[] {
  return [
    ...pricing(workflow),
    ...RiskTier.options.flatMap((tier) => {
      const owner = workflow.policy.ownership?.[tier];
      return owner ? ownerFaults(owner, `/policy/ownership/${tier}`) : [];
    }),
    ...parallel(workflow),
    ...qualified(workflow),
    ...repeated(workflow),
    ...brakes(workflow),
  ];
}

function brakes({ policy }: WorkflowInput): PolicyFault[] {
  return validateLines(policy.brakes ?? START_LINES).map(({ path, ...fault }) => ({
    path: `/policy/brakes${path}`,
    ...fault,
  }));
}

function pricing({ kinds, pattern, policy }: WorkflowInput): PolicyFault[] {
  if (!kinds.includes('price.quote')) return [];
  const why =
    'A wrong price binds the company and cannot be taken back, so no policy, list or measured rate makes it autonomous.';
  const faults: PolicyFault[] = [];
  if (!policy.alwaysPerson.includes('price.quote')) {
    faults.push({ path: '/policy/alwaysPerson', message: 'must name price.quote', why });
  }
  if (UNAPPROVED.has(pattern)) {
    faults.push({
      path: '/pattern',
      message: `prices cannot run under ${pattern}: a person approves each one`,
      why,
    });
  }
  return [...faults, ...finance(policy)];
}

/** Prices are always of high risk: whoever alone decides those has to be able to sign them off. */
function finance({ pricing, ownership, parallelReview }: WorkflowInput['policy']): PolicyFault[] {
  if (!pricing) return [];
  const why = 'A price that nobody can approve waits until it expires.';
  const may = (person: string) => pricing.finance.some((each) => same(each, person));
  const high = ownership?.high;
  const faults: PolicyFault[] = [];
  for (const role of ['approver', 'standIn'] as const) {
    const person = high?.[role];
    if (high?.exclusive !== true || person === undefined || may(person)) continue;
    const message = `${person} alone decides high risk, and is not in /policy/pricing/finance`;
    faults.push({ path: `/policy/ownership/high/${role}`, message, why });
  }
  const people = new Set(pricing.finance.map((each) => each.toLowerCase())).size;
  if (parallelReview && people < parallelReview.count) {
    const message = `names ${people} of the ${parallelReview.count} people that have to approve`;
    faults.push({ path: '/policy/pricing/finance', message, why });
  }
  return faults;
}

const CHAIN =
  'In a sequence each signer relies on the others, the later ones stop reading, and the work waits for the slowest; one accountable person who reads, with a stand-in, catches more and takes less time.';

function ownerFaults(owner: TierOwner, path: string): PolicyFault[] {
  const { approver, standIn, escalateAfterHours, exclusive, signOff } = owner;
  const faults: PolicyFault[] = [];
  const fault = (at: string, message: string, why: string): void => {
    faults.push({ path: `${path}${at}`, message, why });
  };
  const others = (signOff ?? []).filter((each) => !same(each, approver));
  if (others.length > 0) {
    fault(
      '/signOff',
      `${others.length + 1} people in sequence (${[approver, ...others].join(', then ')}); name one approver`,
      CHAIN,
    );
  }
  if (standIn !== undefined && same(standIn, approver)) {
    fault('/standIn', 'is the approver', 'Nobody can stand in for themselves while they are away.');
  }
  if (escalateAfterHours !== undefined && standIn === undefined) {
    fault('/standIn', 'is missing', 'After the escalation time there is nobody it could go to.');
  }
  if (standIn !== undefined && escalateAfterHours === undefined) {
    fault('/escalateAfterHours', 'is missing', 'Without a time the stand-in never gets anything.');
  }
  if (exclusive === true && standIn === undefined) {
    fault(
      '/standIn',
      'an exclusive tier needs a stand-in',
      'Where nobody else may decide, work would wait as long as one person is away.',
    );
  }
  return faults;
}

function parallel({ policy }: WorkflowInput): PolicyFault[] {
  const { parallelReview, ownership } = policy;
  if (!parallelReview) return [];
  const faults: PolicyFault[] = [];
  if (parallelReview.legalReason.trim().length < LEAST_REASON) {
    faults.push({
      path: '/policy/parallelReview/legalReason',
      message: 'name the law, rule or order that requires it',
      why: 'Several reviewers cost several times the hours and each reads less; only a legal duty outweighs that.',
    });
  }
  for (const tier of RiskTier.options) {
    if (ownership?.[tier]?.exclusive !== true) continue;
    faults.push({
      path: `/policy/ownership/${tier}/exclusive`,
      message: `cannot hold together with ${parallelReview.count} parallel reviewers`,
      why: 'Only one person may decide an exclusive tier at a time, so several could only sign one after the other.',
    });
  }
  return faults;
}

function qualified({ policy }: WorkflowInput): PolicyFault[] {
  const rule = ruleOf(policy);
  // A set can have 200 items at the most: a line beyond it is one that nobody can ever reach.
  if (needed(200, rule) !== null) return [];
  return [
    {
      path: '/policy/qualification/line',
      message: 'is out of reach: not even 200 right answers of 200 pass',
      why: 'A tier that asks for a qualification which nobody can get is work that nobody can decide.',
    },
  ];
}

function repeated({ kinds }: WorkflowInput): PolicyFault[] {
  return new Set(kinds).size === kinds.length
    ? []
    : [{ path: '/kinds', message: 'names a kind twice', why: 'Each kind is taken or not.' }];
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
