import type { Reason, ReasonCode } from '../../core/schema/decision.ts';
import { REASONS } from '../../core/schema/reasons.ts';
import { t } from '../../words/t.ts';
import type { Action } from './keys.ts';
import { whyNotNow } from './may-decide.ts';
import type { Menu, Model } from './model.ts';
import type { On } from './on.ts';
import { timeWords } from './words.ts';

type Choice<T> = { words: string; value: T };
const HOUR = 3_600_000;
const MORNING = 9;

/** Times to put an item off until, by this computer's clock; `null` brings back what is put off. */
export function snoozeChoices(model: Model, now: number): Choice<number | null>[] {
  const item = model.view.value?.item;
  if (!item) return [];
  const at = (days: number): number => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    return day.setHours(MORNING, 0, 0, 0);
  };
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const times: [string, number][] = [
    [t('review_in_an_hour'), now + HOUR],
    [t('review_in_three_hours'), now + 3 * HOUR],
    [t('review_tomorrow'), at(1)],
    ...(toMonday > 1 ? [[t('review_monday'), at(toMonday)] as [string, number]] : []),
  ];
  const over = item.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(item.expiresAt);
  const due = Date.parse(item.dueAt);
  // What would expire meanwhile is not put off so long.
  const choices = times
    .filter(([, time]) => time < over)
    .map(([words, time]): Choice<number | null> => {
      const said = `${words}: ${timeWords(new Date(time).toISOString(), now)}`;
      const late = time > due && due > now;
      return { words: late ? t('review_after_due', { time: said }) : said, value: time };
    });
  const back = model.view.value?.putOffUntil;
  return back === undefined
    ? choices
    : [...choices, { words: t('review_bring_back_now'), value: null }];
}

/** Who an item can go to, as far as its policy names anybody; the gate lets a manager decide it in any case. */
export function escalateChoices(model: Model): Choice<string | null>[] {
  const { ownership } = model.view.value?.item ?? {};
  const named = [ownership?.approver, ownership?.standIn].flatMap((one) => one ?? []);
  return [
    { words: t('review_manager'), value: null },
    ...[...new Set(named)].map((one) => ({ words: one, value: one })),
  ];
}

/** Opens the menu that asks for the rest, or closes it; or says why there is none. Its choices are said, too. */
export function ask({ model, decisions, clones, wall }: On, action: Action): void {
  const menu = MENUS[action];
  if (menu === undefined) return;
  const why = menu === 'reject-all' && !clones?.shown() ? t('review_no_clones') : whyNotNow(model);
  if (why !== null) {
    decisions.refuse(why);
    return;
  }
  const opens = model.menu.value !== menu;
  model.menu.value = opens ? menu : null;
  if (!opens) return;
  const list = (choices: readonly { words: string }[]): string =>
    choices.map(({ words }, at) => `${at + 1}: ${words}`).join(', ');
  model.said.value = {
    snooze: () => t('review_put_off_choices', { choices: list(snoozeChoices(model, wall())) }),
    escalate: () => t('review_escalate_choices', { choices: list(escalateChoices(model)) }),
    'reject-all': () => t('review_reject_all_digit', { n: clones?.shown() ?? 0 }),
  }[menu]();
}

const MENUS: { [A in Action]?: 'snooze' | 'escalate' | 'reject-all' } = {
  snooze: 'snooze',
  'escalate-to': 'escalate',
  'reject-all': 'reject-all',
};

/** What stands at a digit of these menus. */
export async function chooseIn(on: On, menu: Exclude<Menu, null>, digit: number): Promise<void> {
  const { model, decisions } = on;
  if (model.menu.value !== menu) return;
  if (menu === 'escalate') {
    const chosen = escalateChoices(model)[digit - 1];
    if (chosen) decisions.escalate(chosen.value ?? undefined);
  } else if (menu === 'snooze') {
    const chosen = snoozeChoices(model, on.wall())[digit - 1];
    if (chosen) await snooze(on, chosen.value);
  } else if (menu === 'reject-all') {
    const code = REASONS[digit - 1];
    if (code) await rejectAll(on, code);
  }
}

async function rejectAll({ model, clones }: On, code: ReasonCode): Promise<void> {
  const note = model.note.value.trim();
  const reason: Reason = { code, ...(note ? { note } : {}) };
  await clones?.decide('reject', reason);
}

/** Puts the item off, or brings it back, and goes on once that is durable. */
async function snooze(on: On, until: number | null): Promise<void> {
  const { model, ask, items, decisions } = on;
  const id = model.currentId.value;
  if (!id) return;
  model.menu.value = null;
  const { putOff } = await ask('put-off', {
    proposalId: id,
    ...(until === null ? {} : { until: new Date(until).toISOString() }),
  });
  if (!putOff) return decisions.refuse(t('review_could_not_put_off_no'));
  await items.load(id);
  if (until === null) return decisions.inform(t('review_back_queue'));
  if (model.currentId.value === id) items.advance();
  const time = timeWords(new Date(until).toISOString(), on.wall());
  decisions.inform(t('review_put_off_until_comes_back', { time }));
}
