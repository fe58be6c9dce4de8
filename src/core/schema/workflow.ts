import * as z from 'zod/mini';
import { Kind } from './kind.ts';
import { EmailAddress, line, Slug, text, WebUrl } from './scalars.ts';

/** The five designs of a human in the loop (P1–P5). A workflow without one cannot run (P6). */
export const Pattern = z.enum([
  'pre-approval',
  'active-monitoring',
  'periodic-review',
  'exception-handling',
  'post-hoc-audit',
]);
export type Pattern = z.infer<typeof Pattern>;

export const Lane = z.enum(['auto', 'constrained', 'human']);
export type Lane = z.infer<typeof Lane>;

export const RiskTier = z.enum(['low', 'medium', 'high']);
export type RiskTier = z.infer<typeof RiskTier>;

/** The first routing policy: a document, versioned with its workflow. */
export const Policy = z.strictObject({
  version: z.int().check(z.gte(1)),
  /** at or above it, a proposal whose kind no buyer sees may run without a person */
  confidenceLine: z.number().check(z.gte(0), z.lte(1)),
  /** kinds that need a person whatever the confidence; pricing is always among them */
  alwaysPerson: z.array(Kind),
  /** seconds in which a decision can be undone before it leaves the browser */
  undoSeconds: z.int().check(z.gte(0), z.lte(120)),
  /** seconds that a clearance stays valid */
  clearanceSeconds: z.int().check(z.gte(60), z.lte(604_800)),
  /** hours until a proposal is due for review */
  dueHours: z.number().check(z.gt(0), z.lte(720)),
  /** evidence older than this many days is stale */
  evidenceMaxAgeDays: z.int().check(z.gte(1), z.lte(3650)),
  /** outgoing mail must carry an opt-out line */
  requireOptOut: z.boolean(),
  /** own company names, which a mail may always name */
  ownCompanies: z.array(line(200)).check(z.maxLength(50)),
  /** for a compose whose id is not known in time (DELIVERY §4) */
  unknownCompose: z.enum(['let-through', 'hold']),
});
export type Policy = z.infer<typeof Policy>;

export const DEFAULT_POLICY: Policy = {
  version: 1,
  confidenceLine: 0.9,
  alwaysPerson: ['price.quote'],
  undoSeconds: 10,
  clearanceSeconds: 86_400,
  dueHours: 8,
  evidenceMaxAgeDays: 90,
  requireOptOut: false,
  ownCompanies: [],
  unknownCompose: 'let-through',
};

/** What an administrator says when creating a workflow. */
export const WorkflowInput = z.strictObject({
  id: Slug,
  name: line(200),
  pattern: Pattern,
  owner: EmailAddress,
  kinds: z.array(Kind).check(z.minLength(1)),
  policy: Policy,
  /** where the signed-webhook executor delivers what is cleared and is not mail */
  executorUrl: z.optional(WebUrl),
});
export type WorkflowInput = z.infer<typeof WorkflowInput>;

export const Workflow = z.object({
  ...WorkflowInput.shape,
  state: z.enum(['running', 'paused']),
  pauseReason: z.optional(text(500)),
});
export type Workflow = z.infer<typeof Workflow>;
