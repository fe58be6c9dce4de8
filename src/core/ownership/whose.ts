import type { Policy, RiskTier, TierOwner } from '../schema/workflow.ts';

/** The parts of a policy that say who may decide. */
export type OwnershipPolicy = Pick<
  Policy,
  'ownership' | 'requireQualification' | 'parallelReview' | 'qualification'
>;

/** What is known about one proposal and one reviewer when the question is asked. */
export type WhoseInput = {
  policy: OwnershipPolicy;
  tier: RiskTier;
  /** milliseconds since the epoch: when this revision came in, and now */
  since: number;
  now: number;
  /** the revision was handed to the stand-in before (a sweep recorded it) */
  handedOver: boolean;
  /** a person escalated it */
  escalated: boolean;
  /** addresses of people who said they are away now */
  away: readonly string[];
  reviewer: {
    email: string;
    role: 'rep' | 'manager' | 'admin';
    /** the proposal lies in one of their mailboxes, or they see all of them */
    reaches: boolean;
    /** qualified for this workflow and tier now */
    qualified: boolean;
  };
};

/** May this reviewer decide, and the sentence that says who may, or why it is theirs. */
export type Whose = {
  may: boolean;
  message: string;
  holder: Holder;
  /** it is with this very person, as approver or as stand-in */
  named: boolean;
};

/** With whom an owned tier's proposal is now: `anybody` where no one is named. */
export type Holder = 'anybody' | 'approver' | 'stand-in';

const HOUR = 3_600_000;
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** True when the policy leaves deciding to whoever reviews the mailbox, so that nothing has to be asked. */
export const isOpenToAll = ({
  ownership,
  requireQualification,
  parallelReview,
}: OwnershipPolicy): boolean =>
  (ownership === undefined || Object.values(ownership).every((owner) => owner === undefined)) &&
  (requireQualification ?? []).length === 0 &&
  parallelReview === undefined;

export const needsQualification = (policy: OwnershipPolicy, tier: RiskTier): boolean =>
  policy.requireQualification?.includes(tier) ?? false;

/** Milliseconds since the epoch at which the stand-in gets it, or null where it stays. */
export function handOverAt(owner: TierOwner | undefined, since: number): number | null {
  if (owner?.standIn === undefined || owner.escalateAfterHours === undefined) return null;
  return since + owner.escalateAfterHours * HOUR;
}

/** With whom it is now. Someone away is stood in for at once, if the stand-in is there. */
export function holderOf(
  input: Pick<
    WhoseInput,
    'policy' | 'tier' | 'since' | 'now' | 'handedOver' | 'escalated' | 'away'
  >,
): Holder {
  const owner = input.policy.ownership?.[input.tier];
  if (!owner) return 'anybody';
  const { standIn } = owner;
  if (standIn === undefined) return 'approver';
  const isAway = (email: string): boolean => input.away.some((each) => same(each, email));
  if (isAway(owner.approver) && !isAway(standIn)) return 'stand-in';
  const at = handOverAt(owner, input.since);
  const late = input.handedOver || (at !== null && input.now >= at);
  return late || input.escalated ? 'stand-in' : 'approver';
}

/**
 * Who may decide. One person answers for a tier; where the tier is `exclusive` nobody else decides,
 * except who stands in once its time is over, the approver is away or escalated it. A tier that
 * asks for a qualification asks it of everyone, the approver too.
 */
export function whose(input: WhoseInput): Whose {
  const { policy, tier, reviewer } = input;
  const holder = holderOf(input);
  const owner = policy.ownership?.[tier];
  const lacks = needsQualification(policy, tier) && !reviewer.qualified;
  const role = owner && roleOf(owner, reviewer.email);
  // They answer for it, so they see it whatever mailbox it lies in.
  const named = role === 'approver' || (role === 'stand-in' && holder === 'stand-in');
  const orphaned =
    owner !== undefined &&
    owner.standIn === undefined &&
    (input.escalated || input.away.some((each) => same(each, owner.approver)));
  const open = owner?.exclusive !== true || (orphaned && reviewer.role !== 'rep');
  const may = (named || (open && reviewer.reaches)) && !lacks;
  return { may, holder, named, message: sentence({ input, may, lacks, holder, role }) };
}

const roleOf = (owner: TierOwner, email: string): 'approver' | 'stand-in' | undefined =>
  same(owner.approver, email)
    ? 'approver'
    : owner.standIn !== undefined && same(owner.standIn, email)
      ? 'stand-in'
      : undefined;

function sentence(work: {
  input: WhoseInput;
  may: boolean;
  lacks: boolean;
  holder: Holder;
  role: 'approver' | 'stand-in' | undefined;
}): string {
  const { input, may, lacks, holder, role } = work;
  const owner = input.policy.ownership?.[input.tier];
  if (lacks && (owner?.exclusive !== true || role !== undefined)) {
    return `Only people qualified for ${input.tier}-risk work of this workflow decide it; take its calibration first.`;
  }
  if (!owner) {
    return may
      ? 'Any qualified reviewer of the mailbox decides it.'
      : 'This proposal is not in one of your mailboxes.';
  }
  if (holder === 'stand-in' && owner.standIn !== undefined) {
    const why = handedBecause(input, owner);
    return role === 'stand-in'
      ? `${why}, so it came to you as the stand-in.`
      : `${why}, so ${owner.standIn} decides it, or ${owner.approver}.`;
  }
  if (may && role === 'approver') return `You answer for ${input.tier}-risk work here.`;
  if (may) return `${owner.approver} answers for it; any reviewer of the mailbox may decide it.`;
  return owner.exclusive === true
    ? `${owner.approver} decides ${input.tier}-risk work here${laterOf(owner)}.`
    : 'This proposal is not in one of your mailboxes.';
}

const laterOf = ({ standIn, escalateAfterHours }: TierOwner): string =>
  standIn === undefined || escalateAfterHours === undefined
    ? ''
    : `; after ${hours(escalateAfterHours)} it goes to ${standIn}`;

/** Why the stand-in has it; also the trigger sentence of what was handed over. */
export function handedBecause(
  { away, escalated }: Pick<WhoseInput, 'away' | 'escalated'>,
  { approver, escalateAfterHours }: TierOwner,
): string {
  if (away.some((each) => same(each, approver))) return `${approver} is away`;
  if (escalated) return 'It was escalated';
  return `${approver} did not decide within ${hours(escalateAfterHours ?? 0)}`;
}

const hours = (count: number): string => (count === 1 ? '1 hour' : `${count} hours`);
