/**
 * A number that two lists of the same To addresses share, whatever their order and case. Different
 * lists mostly differ in it: what doesn't fit needs no digest and, in a page, no question.
 */
export function recipientsSum(to: readonly string[]): number {
  let sum = 0;
  for (const address of new Set(to.map((one) => one.trim().toLowerCase())))
    for (let at = 0; at < address.length; at += 1) sum += address.charCodeAt(at) * (at + 1);
  return sum;
}

/** The same of a subject, without what mail programs put before it in answers. */
export const subjectSum = (subject: string): number =>
  recipientsSum([
    subject.replace(/^(\s*(re|aw|fwd?|wg|rv|res?p?)\s*:)+/i, '').replace(/\s+/g, ' '),
  ]);
