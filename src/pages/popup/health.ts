import type { Health, WorkflowHealth } from '../../core/schema/health.ts';

/** A brake is near when it has gone this far, in the logarithm of its level. */
const NEAR = 0.6;
/** What waits longer is said before what runs well, hours. */
const LONG_HOURS = 24;

/** Whether a workflow wants somebody: the higher, the sooner. */
export function urgency(flow: WorkflowHealth, now: number): number {
  const { state, brakes, reading, waiting } = flow;
  if (state === 'paused' || brakes.tripped > 0) return 4;
  if ((brakes.nearest?.near ?? 0) >= NEAR) return 3;
  if (isUnread(flow) || (waiting.items > 0 && reading.judged === 0)) return 2;
  const oldest = waiting.oldestAt === undefined ? 0 : now - Date.parse(waiting.oldestAt);
  return oldest > LONG_HOURS * 3_600_000 ? 1 : 0;
}

/** Surely fewer than half of the decisions were read (M4). */
const isUnread = ({ reading }: WorkflowHealth): boolean => reading.judged > 0 && reading.high < 0.5;

/** What needs attention first; the others by name. */
export const sorted = (flows: readonly WorkflowHealth[], now: number): WorkflowHealth[] =>
  [...flows].sort(
    (a, b) =>
      urgency(b, now) - urgency(a, now) ||
      (b.brakes.nearest?.near ?? 0) - (a.brakes.nearest?.near ?? 0) ||
      a.name.localeCompare(b.name),
  );

export type Sentence = { role: 'good' | 'warn' | 'bad'; text: string };

/** Is anything on fire, is anyone still reading, is what goes out good: a sentence each. */
export function atAGlance({ workflows }: Health): Sentence[] {
  return [onFire(workflows), reading(workflows), good(workflows)];
}

function onFire(flows: readonly WorkflowHealth[]): Sentence {
  const stopped = flows.filter(({ state, brakes }) => state === 'paused' || brakes.tripped > 0);
  const [first, ...more] = stopped;
  if (first)
    return {
      role: 'bad',
      text: `Stopped: ${first.name}${more.length > 0 ? ` and ${more.length} more` : ''}.`,
    };
  const near = flows.filter(({ brakes }) => (brakes.nearest?.near ?? 0) >= NEAR);
  const [next] = near;
  if (next) return { role: 'warn', text: `Nothing is stopped, but ${next.name} is near a line.` };
  return {
    role: 'good',
    text: flows.length === 0 ? 'No workflows yet.' : 'Nothing is on fire: no brake has tripped.',
  };
}

function reading(flows: readonly WorkflowHealth[]): Sentence {
  const judged = sum(flows, ({ reading }) => reading.judged);
  const deliberate = sum(flows, ({ reading }) => reading.deliberate);
  const waiting = sum(flows, ({ waiting }) => waiting.items);
  if (judged === 0)
    return waiting > 0
      ? { role: 'warn', text: `Nobody decided in 7 days, and ${waitWords(waiting)}.` }
      : { role: 'good', text: 'Nothing was there to be read in 7 days.' };
  const unread = flows.filter(isUnread);
  const [first] = unread;
  const of = `${count(deliberate)} of ${count(judged)} decisions in 7 days were read`;
  return first
    ? { role: 'bad', text: `Hardly anyone reads in ${first.name}; in all, ${of}.` }
    : { role: deliberate * 2 < judged ? 'warn' : 'good', text: `People read: ${of}.` };
}

function good(flows: readonly WorkflowHealth[]): Sentence {
  const looked = sum(flows, ({ afterwards }) => afterwards.looked);
  const wrong = sum(flows, ({ afterwards }) => afterwards.wrong);
  const reported = sum(flows, ({ afterwards }) => afterwards.reported);
  const told = reported > 0 ? ` ${count(reported)} more were reported as wrong.` : '';
  if (looked === 0)
    return { role: 'warn', text: `Nobody looked at what went out in 30 days.${told}` };
  return {
    role: wrong + reported === 0 ? 'good' : 'warn',
    text: `Of ${count(looked)} looked at afterwards in 30 days, ${wrong === 0 ? 'none' : count(wrong)} ${wrong > 1 ? 'were' : 'was'} wrong.${told}`,
  };
}

const sum = (flows: readonly WorkflowHealth[], of: (flow: WorkflowHealth) => number): number =>
  flows.reduce((total, flow) => total + of(flow), 0);
const count = (n: number): string => n.toLocaleString();
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What is known of one workflow, each a short line. */
export function factsOf(flow: WorkflowHealth, now: number): string[] {
  const { lanes, waiting, reading, afterwards } = flow;
  const all = lanes.human + lanes.constrained + lanes.auto;
  const alone = lanes.constrained + lanes.auto;
  return [
    all === 0
      ? 'nothing came in 7 days'
      : `${percent(lanes.human / all)} to people, ${percent(alone / all)} by itself, of ${count(all)} in 7 days`,
    waiting.items === 0
      ? 'nothing waits'
      : `${waitWords(waiting.items)}${hoursOf(waiting.hours)}${
          waiting.oldestAt === undefined ? '' : `, the oldest for ${ageOf(waiting.oldestAt, now)}`
        }`,
    ...(reading.judged === 0
      ? []
      : [
          `${percent(reading.deliberate / reading.judged)} read (${percent(reading.low)} to ${percent(reading.high)})`,
        ]),
    ...(afterwards.looked === 0
      ? []
      : [`${count(afterwards.wrong)} of ${count(afterwards.looked)} wrong when looked at again`]),
    ...(afterwards.reported === 0 ? [] : [`${count(afterwards.reported)} reported as wrong`]),
  ];
}

function hoursOf(hours: number | null): string {
  if (hours === null) return '';
  if (hours < 1) return `, ${Math.max(1, Math.round(hours * 60))} min of reading`;
  return `, ${hours < 10 ? hours.toFixed(1) : Math.round(hours)} h of reading`;
}

/** How long ago, in the unit that says enough. */
export function ageOf(time: string, now: number): string {
  const minutes = Math.max(0, Math.round((now - Date.parse(time)) / 60_000));
  if (minutes < 1) return 'a moment';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / 1440)} days`;
}

const waitWords = (items: number): string => `${count(items)} ${items === 1 ? 'waits' : 'wait'}`;
