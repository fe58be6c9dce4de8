import type { ReasonCode } from '../schema/decision.ts';

/** Reasons that make an edit material: without it, something wrong would have gone out. */
export const MATERIAL: ReadonlySet<string> = new Set<ReasonCode>([
  'wrong_fact',
  'wrong_person',
  'offer',
  'compliance',
]);

/**
 * Whether a decision says that the proposal was defective as it came: rejected, or edited for a material
 * reason. An edit without a reason counts as one, since nobody said that it was only taste.
 */
export function isDefect(action: string, reason: string | null | undefined): boolean {
  if (action === 'reject') return true;
  if (action !== 'approve_edited') return false;
  return reason === null || reason === undefined || MATERIAL.has(reason);
}
