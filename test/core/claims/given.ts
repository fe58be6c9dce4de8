import { checkEmail } from '../../../src/core/claims/check.ts';
import type { Claim, Flag } from '../../../src/core/schema/claim.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import type { Context } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type Policy } from '../../../src/core/schema/workflow.ts';
import { authoredOf } from '../../../src/core/text/plain.ts';

export const NOW = '2026-11-22T12:00:00Z';
export const POLICY: Policy = {
  ...DEFAULT_POLICY,
  ownCompanies: ['Northwind Labs'],
};

export const mail = (body: string, more: Partial<EmailContent> = {}): EmailContent => ({
  kind: 'email.draft',
  delivery: 'gate',
  from: { email: 'maya.lind@northwind-labs.com', name: 'Maya Lind' },
  to: [{ email: 'dana.reyes@acmefreight.com', name: 'Dana Reyes' }],
  cc: [],
  bcc: [],
  subject: 'A question',
  body,
  attachments: [],
  ...more,
});

/** A claim with one quote, read at `at`. */
export const claim = (quote: string, at = '2026-11-20T09:00:00Z'): Claim => ({
  id: 'c1',
  statement: 'A fact',
  status: 'supported',
  evidence: [{ source: 'site', quote, observedAt: at }],
});

type Given = {
  html?: string;
  more?: Partial<EmailContent>;
  claims?: Claim[];
  context?: Context;
  policy?: Partial<Policy>;
};

/** The flags of a plain-text mail to Dana Reyes at Acme Freight. */
export function flagsOf(text: string, given: Given = {}): Flag[] {
  const { html, more, claims = [], context = { company: 'Acme Freight' }, policy } = given;
  return checkEmail({
    content: mail(html ?? authoredOf(text), more),
    claims,
    context,
    policy: { ...POLICY, ...policy },
    now: NOW,
  });
}

/** "code: marked text" of each flag. */
export const brief = (flags: readonly Flag[]): string[] =>
  flags.map(({ code, span }) => `${code.replace('claims.', '')}: ${span?.text ?? '-'}`);
