import { parse } from 'tldts';
import * as z from 'zod/mini';
import { EmailAddress, line, Timestamp, Uuid } from '../schema/scalars.ts';
import { normalAddress, normalDomain, normalRecordKey } from './names.ts';

/** `account` is a record in a CRM, `system:object:id`: a person's own, or their company's. */
export const SuppressionScope = z.enum(['address', 'domain', 'account']);
export type SuppressionScope = z.infer<typeof SuppressionScope>;

/**
 * Why. An opt-out, a complaint, a legal or manual entry stops every channel; a bounce stops mail; a
 * reply stops what goes on as if nobody had answered (sequences, first mails), not an answer.
 */
export const SuppressionReason = z.enum([
  'opt-out',
  'bounce',
  'complaint',
  'reply',
  'manual',
  'legal',
]);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/** What somebody adds to the list. `since` is now when left out; without `until` it has no end. */
export const SuppressionInput = z.strictObject({
  scope: SuppressionScope,
  value: line(320),
  reason: SuppressionReason,
  source: z.optional(line(200)),
  note: z.optional(line(500)),
  since: z.optional(Timestamp),
  until: z.optional(Timestamp),
});
export type SuppressionInput = z.infer<typeof SuppressionInput>;

export const Suppression = z.object({
  id: Uuid,
  scope: SuppressionScope,
  /** in the normal form of core/conduct/names.ts */
  value: z.string(),
  reason: SuppressionReason,
  source: z.string(),
  note: z.optional(z.string()),
  since: Timestamp,
  until: z.optional(Timestamp),
  by: z.string(),
});
export type Suppression = z.infer<typeof Suppression>;

type Fault = { path: string; message: string };

/**
 * The entry with its value in normal form, or what is wrong with it, by JSON pointer. One with an end
 * and no beginning begins `now` (milliseconds), so that what was compared here is what is kept.
 */
export function normalEntry(
  input: SuppressionInput,
  now: number = Date.now(),
): { entry: SuppressionInput } | { fault: Fault } {
  const value = normalValue(input.scope, input.value.trim());
  if (typeof value !== 'string') return { fault: { path: '/value', message: value.message } };
  if (input.until === undefined) return { entry: { ...input, value } };
  const since = input.since ?? new Date(now).toISOString();
  // As times: with and without milliseconds they don't compare as texts.
  if (Date.parse(input.until) <= Date.parse(since)) {
    const message = input.since === undefined ? 'is over already' : 'must be after since';
    return { fault: { path: '/until', message } };
  }
  return { entry: { ...input, value, since } };
}

function normalValue(scope: SuppressionScope, value: string): string | { message: string } {
  if (scope === 'account')
    return normalRecordKey(value) ?? { message: 'not a record, such as hubspot:contact:42' };
  if (scope === 'address') {
    return EmailAddress.safeParse(value).success
      ? normalAddress(value)
      : { message: 'not a mail address' };
  }
  const domain = normalDomain(value.replace(/^@/, ''));
  const { publicSuffix, isIp } = parse(domain);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) || isIp || domain.length > 253)
    return { message: 'not a domain' };
  if (publicSuffix === domain) return { message: 'a public suffix: it would stop all mail there' };
  return domain;
}
