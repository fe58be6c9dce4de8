import * as z from 'zod/mini';
import { CustomHost } from '../hosts/custom.ts';

/** Light, dark, or like the page (the panel) and the system (all else). */
export const Theme = z.enum(['auto', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** What the browser announces by itself: nothing, what is of high risk, or all that waits. */
export const Notify = z.enum(['off', 'high', 'all']);
export type Notify = z.infer<typeof Notify>;

/** Notifications in any 24 hours, at the most. */
export const NotifyBudget = z.int().check(z.gte(1), z.lte(24));

/** `off`, or from when to when of the person's own clock, such as `22:00-07:00`. */
export const QuietHours = z
  .string()
  .check(z.regex(/^(?:off|(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9])$/));

/** Whether what was stopped waits for the end of the quiet hours, or is told in them as well. */
export const QuietUrgent = z.enum(['wait', 'through']);

/** `auto` is the browser's own; else a language tag (BCP 47), such as `de` or `pt-BR`. */
export const Language = z
  .string()
  .check(z.regex(/^(?:auto|[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?)$/));

/** Days for which this browser keeps what is over; the gate's own retention is the workspace's. */
export const RetentionDays = z.int().check(z.gte(1), z.lte(365));

/** Action → key of the panel; those left out have their default. Conflicts: `shortcuts.ts`. */
export const ShortcutKeys = z.record(z.string(), z.string());

/** CRMs that aren't in the catalogue; what is wrong with one: `hosts/custom-check.ts`. */
export const CustomSites = z.array(CustomHost).check(z.maxLength(50));

/** What a person can set, each with what it is before they do. */
export const Settings = z.object({
  theme: z._default(Theme, 'auto'),
  keys: z._default(ShortcutKeys, {}),
  language: z._default(Language, 'auto'),
  notify: z._default(Notify, 'off'),
  notifyBudget: z._default(NotifyBudget, 6),
  quietHours: z._default(QuietHours, 'off'),
  quietUrgent: z._default(QuietUrgent, 'wait'),
  retentionDays: z._default(RetentionDays, 30),
  customSites: z._default(CustomSites, []),
});
export type Settings = z.output<typeof Settings>;
export type SettingName = keyof Settings;

export const DEFAULT_SETTINGS: Settings = Settings.parse({});

/** A change: what is left out stays. */
export const SettingsChange = z.partial(
  z.object({
    theme: Theme,
    keys: ShortcutKeys,
    language: Language,
    notify: Notify,
    notifyBudget: NotifyBudget,
    quietHours: QuietHours,
    quietUrgent: QuietUrgent,
    retentionDays: RetentionDays,
    customSites: CustomSites,
  }),
);
export type SettingsChange = z.infer<typeof SettingsChange>;

/**
 * Settings as they were kept. A value that no longer fits (another version wrote it) is the default
 * again, and costs none of the others.
 */
export function readSettings(kept: unknown): Settings {
  const values = typeof kept === 'object' && kept !== null ? kept : {};
  const { shape } = SettingsChange;
  const fit = Object.entries(values).filter(
    ([name, value]) =>
      Object.hasOwn(shape, name) && z.safeParse(shape[name as SettingName], value).success,
  );
  return Settings.parse(Object.fromEntries(fit));
}
