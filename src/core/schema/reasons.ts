/**
 * Why something was edited or rejected; the digits 1–9 of the panel, in this order. Apart from the schemas
 * that use it, so that the panel's first load needs none of them.
 */
export const REASONS = [
  'wrong_fact',
  'wrong_person',
  'tone',
  'too_long',
  'offer',
  'compliance',
  'formatting',
  'timing',
  'other',
] as const;
