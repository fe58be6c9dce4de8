import type { Claim, ClaimStatus, Evidence, Flag } from '../../core/schema/claim.ts';
import type { AgentModel } from '../../core/schema/people.ts';
import type { Context, ProposalInput } from '../../core/schema/proposal.ts';
import { authoredOf, plainOf } from '../../core/text/plain.ts';
import { AGENTS, REP } from './workflows.ts';

/** A statement tied to the words in the mail that make it. */
export type SeedClaim = {
  says: string;
  words: string;
  status: ClaimStatus;
  source?: string;
  quote?: string;
  url?: string;
  daysOld?: number;
};

export type SeedEmail = {
  id: string;
  workflow: string;
  to: { name: string; email: string };
  cc?: { name: string; email: string }[];
  company: string;
  subject: string;
  /** paragraphs; `[label](target)` is a link */
  body: string[];
  confidence: number;
  reasoning: string[];
  claims: SeedClaim[];
  flag?: { code: string; severity: Flag['severity']; message: string; words?: string };
  delivery: 'gate' | 'compose';
  /** the mail already lies in the mailbox as a draft */
  draft: boolean;
  replyTo?: { from: string; text: string };
  model?: AgentModel;
  stage?: string;
  touches?: number;
};

/** The built proposal, before the page has given its draft an id. */
export type SeedProposal = { input: ProposalInput; draft: boolean; reply: boolean };

const DAY = 86_400_000;

export function buildEmail(seed: SeedEmail, now: number): SeedProposal {
  const body = authoredWithLinks(seed.body);
  const text = plainOf(body).text;
  const evidenceOf = (claim: SeedClaim): Evidence[] =>
    claim.quote === undefined
      ? []
      : [
          {
            source: claim.source ?? 'CRM note',
            quote: claim.quote,
            ...(claim.url ? { url: claim.url } : {}),
            observedAt: new Date(now - (claim.daysOld ?? 6) * DAY).toISOString(),
          },
        ];
  const spanOf = (words: string) => {
    const start = text.indexOf(words);
    if (start < 0) throw new Error(`seed ${seed.id}: "${words}" is not in the body`);
    return { field: 'body' as const, start, end: start + words.length, text: words };
  };
  const claims = seed.claims.map(
    (claim, index): Claim => ({
      id: `c${index + 1}`,
      statement: claim.says,
      span: spanOf(claim.words),
      status: claim.status,
      evidence: evidenceOf(claim),
    }),
  );
  const context: Context = {
    company: seed.company,
    recipientName: seed.to.name,
    recordOwner: REP.name,
    ...(seed.stage ? { stage: seed.stage } : {}),
    touches: seed.touches ?? 0,
    ...(seed.replyTo
      ? {
          messages: [
            {
              from: seed.replyTo.from,
              at: new Date(now - DAY).toISOString(),
              text: seed.replyTo.text,
            },
          ],
        }
      : {}),
  };
  return {
    draft: seed.draft,
    reply: seed.replyTo !== undefined,
    input: {
      workflowId: seed.workflow,
      externalId: seed.id,
      template: seed.workflow,
      agent: seed.model ?? AGENTS.scribe[1],
      confidence: seed.confidence,
      reasoning: seed.reasoning.map((step) => ({ text: step })),
      claims,
      flags: seed.flag
        ? [
            {
              code: seed.flag.code,
              origin: 'agent',
              severity: seed.flag.severity,
              message: seed.flag.message,
              ...(seed.flag.words ? { span: spanOf(seed.flag.words) } : {}),
            },
          ]
        : [],
      context,
      content: {
        kind: 'email.draft',
        delivery: seed.delivery,
        from: { email: REP.email, name: REP.name },
        to: [seed.to],
        cc: seed.cc ?? [],
        bcc: [],
        subject: seed.subject,
        body,
        attachments: [],
      },
    },
  };
}

/** Paragraphs to authored HTML, with `[label](target)` as links. */
function authoredWithLinks(paragraphs: readonly string[]): string {
  return authoredOf(paragraphs.join('\n\n')).replace(
    /\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/g,
    (_, label: string, target: string) => `<a href="${target}">${label}</a>`,
  );
}
