import * as z from 'zod/mini';
import { Evidence, Span } from './claim.ts';
import { Slug } from './scalars.ts';

/**
 * A place in the text that the template leaves open, and what was put there. Slots don't overlap. The
 * same name may stand twice, with the same value. Two proposals are true clones only where their
 * texts differ inside such places alone (STATISTICS §7).
 */
export const MergeSlot = z.strictObject({
  name: Slug,
  /**
   * what the value must be of: the one recipient's name, their company's name, or a fact about that
   * company, which its evidence has to hold word for word
   */
  of: z.enum(['recipient', 'company', 'fact']),
  span: Span,
  /** beside the evidence of supported claims whose span holds the slot */
  evidence: z.optional(z.array(Evidence).check(z.maxLength(5))),
});
export type MergeSlot = z.infer<typeof MergeSlot>;
