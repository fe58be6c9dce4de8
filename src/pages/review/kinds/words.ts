import type { FieldValue, RecordRef } from '../../../core/schema/content.ts';
import type { Money } from '../../../core/schema/scalars.ts';
import { shownIn } from '../../../ui/locale.ts';
import { t } from '../../../words/t.ts';

/** Money from its minor units, exactly: no double stands in between. */
export function moneyWords(minor: bigint, currency: string): string {
  const format = new Intl.NumberFormat(shownIn(), { style: 'currency', currency });
  const places = format.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = String(minor < 0n ? -minor : minor).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const text = `${minor < 0n ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`;
  return format.format(text as Intl.StringNumericLiteral);
}
export const moneyOf = ({ minor, currency }: Money): string => moneyWords(BigInt(minor), currency);

/** A field's value as it would be written; what is nothing says so. */
export function valueWords(value: FieldValue): string {
  if (value === null || value === '') return t('review_empty');
  if (typeof value === 'boolean') return t(value ? 'review_yes' : 'review_no');
  return String(value);
}

/** Where a record is, after its name. */
export const placeWords = ({ system, account, object, id }: RecordRef): string =>
  `${system} ${object} ${id}${account === undefined ? '' : t('review_account', { account })}`;

/** Day and time with the zone that they are told in; seconds where there are any. */
export function whenWords(iso: string): string {
  const at = new Date(iso);
  const exact = at.getUTCSeconds() !== 0 || at.getUTCMilliseconds() !== 0;
  return at.toLocaleString(shownIn(), {
    ...({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const),
    ...({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const),
    ...(exact ? ({ second: '2-digit' } as const) : {}),
  });
}

/** How a `datetime-local` field wants it: this computer's wall clock. */
export function localTime(iso: string): string {
  const at = new Date(iso);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export const CHANNEL_WORDS = {
  email: 'kind_email',
  call: 'review_call',
  social: 'kind_social_message',
  task: 'review_task',
} as const;
