import * as z from 'zod/mini';

/** UUID in canonical lower case. The gate makes UUIDv7; agents' and devices' ids may be any version. */
export const Uuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));

/** Not the 30th of February, nor a year that databases cannot hold. */
function isRealTime(text: string): boolean {
  const time = Date.parse(text);
  return (
    text >= '1900' &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text.slice(0, 19))
  );
}

/** RFC 3339, UTC, with milliseconds at the most: `2026-11-22T19:50:43.000Z`. */
export const Timestamp = z
  .string()
  .check(
    z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/),
    z.refine(isRealTime, 'not a time in the calendar'),
  );

/** Lower-case hex SHA-256 (64 characters). */
export const Sha256Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** A slug that people read and type: workflow ids, template names. */
export const Slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{0,62}$/));

export const MAIL_ADDRESS =
  /^[^\s<>"(),:;@[\]\\]{1,64}@[^\s<>"(),:;@[\]\\]+\.[^\s<>"(),:;@[\]\\]{2,}$/;
/** One bare mail address, no display name. Deliverability is not checked, header injection is. */
export const EmailAddress = z.string().check(z.maxLength(254), z.regex(MAIL_ADDRESS));

/** Money in integer minor units (cents) with an ISO 4217 code. */
export const Money = z.strictObject({
  minor: z.int(),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
});
export type Money = z.infer<typeof Money>;

/** Text of 1 to `max` UTF-16 units without control characters other than tab and line feed. */
export const text = (max: number) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(max), z.regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/));

/** One line: like {@link text}, without line breaks and tabs either. */
export const line = (max: number) =>
  z.string().check(z.minLength(1), z.maxLength(max), z.regex(/^[^\u0000-\u001f\u007f]*$/));

/** The agent's own probability, 0 to 1, that the proposal is right as it stands. */
export const Confidence = z.number().check(z.gte(0), z.lte(1));

/** A page to look at. Only web addresses: nothing that a click could run. */
export const WebUrl = z.string().check(z.maxLength(2048), z.regex(/^https?:\/\/[^\s<>"]+$/i));
