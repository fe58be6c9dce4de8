import { DEFAULT_GRID } from '../lanes/evidence.ts';
import type { RiskPolicy } from '../lanes/policy.ts';
import type { Autonomy } from '../schema/autonomy.ts';
import type { Kind } from '../schema/kind.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../schema/workflow.ts';

/** A lane: at most `alpha` defects, 95 % sure, tested from the fewest labels that can show it. */
const lane = (
  tier: RiskPolicy['tier'],
  alpha: number,
  limits?: RiskPolicy['limits'],
): RiskPolicy => {
  const firstLabels = Math.ceil(Math.log(1 / 0.05) / alpha);
  return {
    ...{ tier, alpha, delta: 0.05, grid: [...DEFAULT_GRID] },
    ...{ firstLabels, chooseAt: Math.ceil(firstLabels * 1.3), noticedOnly: false },
    ...(limits ? { limits } : {}),
  };
};

/** What earns autonomy where nothing else is said: every new template read, a tenth of the rest audited. */
export const startingAutonomy = (lanes: RiskPolicy[]): Autonomy => ({
  lanes,
  audit: [
    { from: 0.9, known: 0.1, novel: 1 },
    { from: 0, known: 0.2, novel: 1 },
  ],
  novelUnder: 20,
  secondLooks: 0.05,
  overdueDays: 5,
  runLength: 10_000,
  exceptions: [
    { rule: 'owner-conflict' },
    { rule: 'price' },
    { rule: 'unusual', of: 'numbers', deviations: 5 },
  ],
  canaries: { rate: 0.05, bursts: 0.1, mostADay: 5 },
});

export type Starting = {
  /** what it is for, in a sentence */
  means: string;
  workflow: WorkflowInput;
};

/**
 * Where a workflow of a kind starts (P8), owned by `owner`: a document that may be put as it is. None begins
 * further than its stage: what a buyer sees is approved first, and a price always is.
 * @param finance who signs prices off
 */
export function startingFor(
  kind: Kind,
  { owner, finance }: { owner: string; finance: string },
): Starting {
  const base = { id: kind.replace('.', '-'), name: NAMES[kind], owner, kinds: [kind] };
  const policy = { ...DEFAULT_POLICY, alwaysPerson: [] as Kind[], stage: 'planner' as const };
  switch (kind) {
    case 'contact.enrich':
      return {
        means:
          'Runs by itself where the agent is sure and nothing is flagged; its sources are reviewed on a calendar.',
        workflow: {
          ...{ ...base, pattern: 'periodic-review' },
          policy: { ...policy, confidenceLine: 0.8, dueHours: 48 },
        },
      };
    case 'meeting.schedule':
      return {
        means:
          'Only into the rep’s own calendar; earns running by itself, and whatever another owner’s record is about goes to a person.',
        workflow: {
          ...{ ...base, pattern: 'exception-handling' },
          policy: {
            ...{ ...policy, dueHours: 4 },
            autonomy: startingAutonomy([
              lane('auto', 0.01),
              lane('constrained', 0.03, { dailyCap: 20, window: { from: 8, to: 18 } }),
            ]),
          },
        },
      };
    case 'lead.score':
      return {
        means: 'Recommends: the score is there, whoever overrides it is on record.',
        workflow: {
          ...{ ...base, pattern: 'post-hoc-audit' },
          policy: { ...policy, confidenceLine: 0.6, dueHours: 48 },
        },
      };
    case 'lead.route':
      return {
        means:
          'A person approves each until it has earned otherwise; exceptions have a queue of their own.',
        workflow: {
          ...{ ...base, pattern: 'exception-handling' },
          policy: {
            ...{ ...policy, dueHours: 2 },
            autonomy: startingAutonomy([lane('auto', 0.02)]),
          },
        },
      };
    case 'price.quote':
      return {
        means: 'Finance signs off each, always: no measure makes a price autonomous.',
        workflow: {
          ...{ ...base, pattern: 'pre-approval' },
          policy: {
            ...{ ...policy, alwaysPerson: ['price.quote'], dueHours: 8 },
            pricing: { finance: [finance], maxDiscount: 20 },
          },
        },
      };
    case 'record.update':
      return {
        means:
          'Runs where the agent is sure and nothing is flagged; random samples show what slipped.',
        workflow: {
          ...{ ...base, pattern: 'post-hoc-audit' },
          policy: { ...policy, confidenceLine: 0.9, dueHours: 24 },
        },
      };
    default:
      return {
        means: 'Drafted by the agent; a person reads each before a buyer does.',
        workflow: {
          ...{ ...base, pattern: 'pre-approval' },
          policy: {
            ...{ ...policy, alwaysPerson: [kind], dueHours: 8 },
            requireOptOut: kind === 'email.draft' || kind === 'sequence.enroll',
          },
        },
      };
  }
}

const NAMES: Readonly<Record<Kind, string>> = {
  'email.draft': 'Outbound email',
  'sequence.enroll': 'Sequence enrollment',
  'record.update': 'Record updates',
  'lead.route': 'Lead routing',
  'lead.score': 'Lead scoring',
  'contact.enrich': 'Contact enrichment',
  'price.quote': 'Pricing',
  'meeting.schedule': 'Meeting scheduling',
  'message.social': 'Social messages',
  'call.task': 'Calls',
};
