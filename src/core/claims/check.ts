import type { Claim, Flag } from '../schema/claim.ts';
import type { Content } from '../schema/content.ts';
import type { EmailContent } from '../schema/email.ts';
import type { Context } from '../schema/proposal.ts';
import type { Policy } from '../schema/workflow.ts';
import { commitments } from './commitment.ts';
import { otherCompany } from './company.ts';
import { wrongGreeting } from './greeting.ts';
import { deceptiveLinks } from './link.ts';
import { mergeFields } from './merge-field.ts';
import { missingOptOut } from './opt-out.ts';
import type { Checked, Finding } from './passage.ts';
import { staleEvidence } from './stale.ts';
import { type Part, partsOf } from './texts.ts';
import { unsupportedFacts } from './unsupported.ts';

/** Codes of the checks, `claims.<rule>`, in the order in which flags are given. */
export const RULES = {
  'claims.merge-field': mergeFields,
  'claims.greeting': wrongGreeting,
  'claims.company': otherCompany,
  'claims.unsupported': unsupportedFacts,
  'claims.link': deceptiveLinks,
  'claims.stale': staleEvidence,
  'claims.commitment': commitments,
  'claims.opt-out': missingOptOut,
} satisfies Record<string, (checked: Checked) => Finding[]>;

export type CheckInput<C> = {
  content: C;
  claims: Claim[];
  context?: Context | undefined;
  policy: Policy;
  /** RFC 3339 UTC; the checks read no clock */
  now: string;
};

/**
 * Our own checks over a mail, independent of what its agent says. Spans count in `subject` or in
 * `plainOf(body).text`. Of the tail (signature and quoted history) only the signature is read, and
 * only for an opt-out.
 * @throws {AuthoredError} when `body` isn't authored HTML
 */
export const checkEmail = (input: CheckInput<EmailContent>): Flag[] => checkProposal(input);

/**
 * The checks that apply to the texts of any kind: sequence steps, a social message, a call script,
 * a meeting's agenda. Spans are left out for sequences, since a span can't name its step; the
 * message does. At most 60 flags.
 * @throws {AuthoredError} when a mail's `body` isn't authored HTML
 */
export function checkProposal(input: CheckInput<Content>): Flag[] {
  const parts = partsOf(input.content);
  const flags: Flag[] = [];
  for (const [code, rule] of Object.entries(RULES)) {
    // evidence is the proposal's, not a text's: it is judged once
    const once = code === 'claims.stale';
    for (const part of once ? parts.slice(0, 1) : parts)
      for (const finding of rule(checkedOf(part, input))) flags.push(flagOf(code, finding, part));
  }
  return flags.slice(0, 60);
}

/** What the rules are given of one part. */
export function checkedOf(
  part: Part,
  { content, claims, context, policy, now }: CheckInput<Content>,
): Checked {
  return {
    kind: content.kind,
    passages: part.passages,
    signature: part.signature,
    mail: part.mail,
    from: part.from,
    recipients: part.recipients,
    claims,
    context: context ?? {},
    policy,
    now: Date.parse(now),
  };
}

/** What Flag and Span allow at most. */
const LONGEST = 2000;

function flagOf(code: string, { severity, message, at }: Finding, { passages, label }: Part): Flag {
  const flag: Flag = {
    code,
    origin: 'check',
    severity,
    message: (label ? `${label}: ${message}` : message).slice(0, 1000),
  };
  const text = passages.find(({ field }) => field === at?.field)?.text;
  if (!at || label || text === undefined || at.end <= at.start) return flag;
  const end = Math.min(at.end, at.start + LONGEST);
  return {
    ...flag,
    span: {
      field: at.field,
      start: at.start,
      end,
      text: text.slice(at.start, end),
    },
  };
}
