import type { BrakeLine } from './line.ts';
import type { Watches } from './lines-for.ts';

/** What is known of a brake's rate since it began or was restarted. */
export type Known = {
  /** sends (of days: of counts), for a floor those whose window has closed */
  sends: number;
  events: number;
  /** 95 % of the rate, by Wilson */
  low: number;
  high: number;
  /** sent, and its window still open */
  open: number;
  /** about where what tripped it began, of brakes of single sends: that send, when, and how many since */
  since?: { send: number; at: string; sent: number } | undefined;
};

const NAMES: Record<string, string> = {
  reply: 'Replies',
  bounce: 'Hard bounces',
  complaint: 'Complaints',
  'opt-out': 'Opt-outs',
  defect: 'Reported defects',
};
const ON: Record<Watches, string> = {
  workflow: 'workflow',
  template: 'template',
  'model-version': 'model version',
  domain: 'mail from',
};

/** A signal's name for people. */
export const signalName = (signal: string): string => NAMES[signal] ?? `“${signal}”`;

/** A share in per cent, with as many digits as say something. */
export const percent = (share: number): string => {
  const value = share * 100;
  const digits = value >= 10 || value === 0 ? 0 : value >= 1 ? 1 : 2;
  return `${Number(value.toFixed(digits))} %`;
};

/** What a brake found and how sure that is, in one sentence. */
export function sentenceOf(
  { watches, name, line }: { watches: Watches; name: string; line: BrakeLine },
  { sends, events, low, high }: Pick<Known, 'sends' | 'events' | 'low' | 'high'>,
): string {
  const over = line.side === 'ceiling' ? 'over its ceiling of' : 'under its floor of';
  const rate = sends === 0 ? 'no rate yet' : percent(events / sends);
  return `${signalName(line.signal)} of ${ON[watches]} ${name}: ${events} of ${sends} sends (${rate}, 95 % interval ${percent(low)} to ${percent(high)}), ${over} ${percent(line.line)}.`;
}
