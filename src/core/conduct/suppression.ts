import { parse } from 'tldts';
import { EmailAddress } from '../schema/scalars.ts';
import type { SuppressionInput, SuppressionScope } from '../schema/suppression.ts';
import { normalAddress, normalDomain, normalRecordKey } from './names.ts';

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
