import type { Health, WorkflowHealth } from '../../core/schema/health.ts';
import {
  ageWords,
  hoursWords,
  minutesWords,
  percentWords,
  rangeWords,
} from '../../ui/amount-words.ts';
import { t, tn } from '../../words/t.ts';

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
  if (first) {
    const { name } = first;
    const text =
      more.length > 0
        ? t('popup_stopped_more', { name, n: more.length })
        : t('popup_stopped_one', { name });
    return { role: 'bad', text };
  }
  const near = flows.filter(({ brakes }) => (brakes.nearest?.near ?? 0) >= NEAR);
  const [next] = near;
  if (next) return { role: 'warn', text: t('popup_near_a_line', { name: next.name }) };
  return {
    role: 'good',
    text: t(flows.length === 0 ? 'popup_no_workflows_yet' : 'popup_nothing_on_fire'),
  };
}

function reading(flows: readonly WorkflowHealth[]): Sentence {
  const judged = sum(flows, ({ reading }) => reading.judged);
  const read = sum(flows, ({ reading }) => reading.deliberate);
  const waiting = sum(flows, ({ waiting }) => waiting.items);
  if (judged === 0)
    return waiting > 0
      ? { role: 'warn', text: tn('popup_nobody_decided', waiting) }
      : { role: 'good', text: t('popup_nothing_to_read') };
  const unread = flows.filter(isUnread);
  const [first] = unread;
  return first
    ? { role: 'bad', text: t('popup_hardly_anyone_reads', { name: first.name, read, judged }) }
    : { role: read * 2 < judged ? 'warn' : 'good', text: t('popup_people_read', { read, judged }) };
}

function good(flows: readonly WorkflowHealth[]): Sentence {
  const looked = sum(flows, ({ afterwards }) => afterwards.looked);
  const wrong = sum(flows, ({ afterwards }) => afterwards.wrong);
  const reported = sum(flows, ({ afterwards }) => afterwards.reported);
  const told = reported > 0 ? ` ${tn('popup_more_reported', reported)}` : '';
  if (looked === 0) return { role: 'warn', text: `${t('popup_nobody_looked')}${told}` };
  const found =
    wrong === 0 ? t('popup_none_wrong', { looked }) : tn('popup_some_wrong', wrong, { looked });
  return { role: wrong + reported === 0 ? 'good' : 'warn', text: `${found}${told}` };
}

const sum = (flows: readonly WorkflowHealth[], of: (flow: WorkflowHealth) => number): number =>
  flows.reduce((total, flow) => total + of(flow), 0);
const percent = (share: number): string => percentWords(share * 100);

/** What is known of one workflow, each a short line. */
export function factsOf(flow: WorkflowHealth, now: number): string[] {
  const { lanes, waiting, reading, afterwards } = flow;
  const all = lanes.human + lanes.constrained + lanes.auto;
  const alone = lanes.constrained + lanes.auto;
  return [
    all === 0
      ? t('popup_nothing_came')
      : t('popup_lane_shares', {
          ...{ people: percent(lanes.human / all), alone: percent(alone / all), all },
        }),
    waiting.items === 0 ? t('popup_fact_nothing_waits') : waitWords(waiting, now),
    ...(reading.judged === 0
      ? []
      : [
          t('popup_share_read', {
            share: percent(reading.deliberate / reading.judged),
            range: rangeWords(percent(reading.low), percent(reading.high)),
          }),
        ]),
    ...(afterwards.looked === 0 ? [] : [t('popup_wrong_again', afterwards)]),
    ...(afterwards.reported === 0 ? [] : [t('popup_reported_wrong', { n: afterwards.reported })]),
  ];
}

function waitWords({ items, hours, oldestAt }: WorkflowHealth['waiting'], now: number): string {
  const age = oldestAt === undefined ? null : ageOf(oldestAt, now);
  if (hours === null)
    return age === null ? tn('popup_waits', items) : tn('popup_waits_oldest', items, { age });
  const reading =
    hours < 1
      ? minutesWords(Math.max(1, Math.round(hours * 60)))
      : hoursWords(hours, hours < 10 ? 1 : 0);
  return age === null
    ? tn('popup_waits_hours', items, { hours: reading })
    : tn('popup_waits_hours_oldest', items, { hours: reading, age });
}

/** How long ago, in the unit that says enough. */
export const ageOf = (time: string, now: number): string => ageWords(now - Date.parse(time));
