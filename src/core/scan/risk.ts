import * as z from 'zod/mini';

/** What a structural scan looks for (X6): risks that lie in who is connected to what, not in any one item. */
export const RiskCode = z.enum([
  /** an agent acts, and nobody approves what it does */
  'no-approval-path',
  /** something that writes to people doesn't ask the shared suppression list */
  'own-suppression',
  /** a workflow runs, or money is spent, and nobody has hours to review it */
  'nobody-reviews',
  /** work waits for a person who doesn't come */
  'gate-unanswered',
]);
export type RiskCode = z.infer<typeof RiskCode>;

export const Risk = z.object({
  code: RiskCode,
  severity: z.enum(['high', 'medium']),
  /** the agent, sequencer, workflow or gate, by its name */
  subject: z.string(),
  sentence: z.string(),
  /** what it is told by */
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  /** what to do about it */
  todo: z.string(),
  source: z.enum(['gate', 'inventory']),
  /** of the gate's own data: which agents or workflow it is about, by id; none where it is neither */
  on: z.optional(z.array(z.object({ kind: z.enum(['agent', 'workflow']), id: z.string() }))),
  /** of the inventory: the row's first line, the header is 1; in a list, its place from 1 */
  line: z.optional(z.int()),
});
export type Risk = z.infer<typeof Risk>;

/** High ones first, then by code and name, so that the same inventory always reads the same. */
export const inOrder = (risks: readonly Risk[]): Risk[] =>
  risks.toSorted(
    (a, b) =>
      Number(b.severity === 'high') - Number(a.severity === 'high') ||
      RiskCode.options.indexOf(a.code) - RiskCode.options.indexOf(b.code) ||
      (a.subject < b.subject ? -1 : 1),
  );
