import * as z from 'zod/mini';
import { Slug } from '../schema/scalars.ts';

/** The line that an event's rate must not rise above, or fall below. */
export const Side = z.enum(['ceiling', 'floor']);

/**
 * How long after a send its event counts: hours by the clock, or business days (Monday to Friday in
 * UTC, without `holidays`).
 */
export const Window = z.union([
  z.strictObject({ hours: z.int().check(z.gte(1), z.lte(2160)) }),
  z.strictObject({
    businessDays: z.int().check(z.gte(1), z.lte(60)),
    /** dates that don't count either, `2026-12-25` */
    holidays: z.optional(z.array(z.iso.date()).check(z.maxLength(400))),
  }),
]);
export type Window = z.infer<typeof Window>;

/** What one brake watches. Immutable: another line is another brake. */
export const BrakeLine = z.strictObject({
  /** which signal is the event: `reply`, `bounce`, `complaint`, `opt-out`, or one of the workspace's own */
  signal: Slug,
  side: Side,
  /** a share of sends; from 0.01 %, since below nobody sends enough to know */
  line: z.number().check(z.gte(0.0001), z.lte(0.9999)),
  /** `stop` pauses what the brake is on; `warn` tells its owner */
  action: z.enum(['warn', 'stop']),
  window: Window,
  /** whether events come for single sends, or as counts by day and domain */
  counted: z.enum(['by-send', 'by-day']),
});
export type BrakeLine = z.infer<typeof BrakeLine>;

/** The same for two lines that see the same sends in the same way, whatever they do about it. */
export function lineKey({ signal, side, line, counted, window }: BrakeLine): string {
  const closes =
    'hours' in window
      ? `${window.hours} h`
      : `${window.businessDays} d ${[...(window.holidays ?? [])].sort().join(' ')}`;
  return `${signal} ${side} ${line} ${counted} ${closes}`;
}

const days = (count: number): Window => ({ hours: 24 * count });
const ceiling = (
  signal: string,
  line: number,
  { action, window }: Pick<BrakeLine, 'action' | 'window'>,
): BrakeLine => ({ signal, side: 'ceiling', line, action, window, counted: 'by-send' });

/** No policy may let complaints go higher: mailbox providers act at 0.3 % already. */
export const COMPLAINT_CEILING = 0.01;

/** The lines that a workflow starts with (G7). */
export const START_LINES: readonly BrakeLine[] = [
  {
    signal: 'reply',
    side: 'floor',
    line: 0.03,
    action: 'stop',
    window: { businessDays: 5 },
    counted: 'by-send',
  },
  ceiling('bounce', 0.05, { action: 'stop', window: days(3) }),
  ceiling('complaint', 0.001, { action: 'warn', window: days(7) }),
  ceiling('complaint', 0.003, { action: 'stop', window: days(7) }),
  ceiling('complaint', COMPLAINT_CEILING, { action: 'stop', window: days(7) }),
];

/** What is wrong with a workflow's lines: where (JSON pointer), what, and why. */
export type LineFault = { path: string; message: string; why: string };

/** What no policy may say about brakes; empty when the lines may be used. */
export function validateLines(lines: readonly BrakeLine[]): LineFault[] {
  const held = lines.some(
    ({ signal, side, action, line }) =>
      signal === 'complaint' &&
      side === 'ceiling' &&
      action === 'stop' &&
      line <= COMPLAINT_CEILING,
  );
  const seen = new Map<string, number>();
  const faults: LineFault[] = held
    ? []
    : [
        {
          path: '',
          message: 'must hold a line that stops at complaints of 1 % or less',
          why: 'Mailbox providers act at 0.3 %: above 1 % mail of the whole domain is lost, so no policy may raise that ceiling.',
        },
      ];
  for (const [at, line] of lines.entries()) {
    const name = lineKey(line);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, at);
    else {
      faults.push({
        path: `/${at}`,
        message: `is the same line as /${first}`,
        why: 'Two brakes on one line share its false alarms and know no more than one.',
      });
    }
  }
  return faults;
}
