import * as z from 'zod/mini';

/** What can be proposed. */
export const KINDS = [
  'email.draft',
  'sequence.enroll',
  'record.update',
  'lead.route',
  'lead.score',
  'contact.enrich',
  'price.quote',
  'meeting.schedule',
  'message.social',
  'call.task',
] as const;
export const Kind = z.enum(KINDS);
export type Kind = z.infer<typeof Kind>;

/** Kinds whose execution a buyer sees: they go to a person until data has earned autonomy (P10). */
export const BUYER_FACING: ReadonlySet<Kind> = new Set<Kind>([
  'email.draft',
  'sequence.enroll',
  'price.quote',
  'meeting.schedule',
  'message.social',
  'call.task',
]);
