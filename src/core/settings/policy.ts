import * as z from 'zod/mini';
import type { CustomHost } from '../hosts/custom.ts';
import { customProblems } from '../hosts/custom-check.ts';
import { quietOf } from '../notices/quiet.ts';
import {
  CustomSites,
  Language,
  Notify,
  NotifyBudget,
  QuietHours,
  QuietUrgent,
  RetentionDays,
  type SettingName,
  type Settings,
  ShortcutKeys,
  Theme,
} from './settings.ts';
import { tableProblem, under } from './shortcuts.ts';

/** `https://…`, or plain http on this machine; no user name, `?` or `#`. */
export const GateAddress = z
  .string()
  .check(
    z.maxLength(500),
    z.regex(
      /^(?:https:\/\/[^\s/?#@]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?)(?:\/[^\s?#@]*)?$/,
    ),
  );

/**
 * What an organisation can preset (`chrome.storage.managed`; `public/managed_schema.json` is made
 * from this). Every name is optional; one that is set is in force and can't be changed here.
 */
export const PolicyFields = z.object({
  gateAddress: GateAddress.clone().register(z.globalRegistry, {
    title: 'Gate address',
    description:
      'The only gate that this browser may be paired with, such as https://gate.example.com.',
  }),
  gateAddresses: z.array(GateAddress).check(z.maxLength(20)).register(z.globalRegistry, {
    title: 'Gate addresses',
    description:
      'The gates that this browser may be paired with, where it is more than one. Together with the gate address, where both are set.',
  }),
  allowedSites: z
    .array(z.string().check(z.minLength(1), z.maxLength(253)))
    .register(z.globalRegistry, {
      title: 'Allowed sites',
      description:
        'Names of sites that people may turn on besides Gmail, such as outlook, hubspot or salesforce, or of custom CRMs. An empty list allows none; without it all may be turned on.',
    }),
  customSites: CustomSites.register(z.globalRegistry, {
    title: 'Custom CRMs',
    description:
      'CRMs that are not in the catalogue. host is like crm.acme.example or *.acme.example; pattern is the address of a record after the host, such as /{type}/{id}; recordType names the kind of record where the pattern has no {type}; idForm is number, uuid or any. People cannot add others.',
  }),
  theme: Theme.register(z.globalRegistry, {
    title: 'Theme',
    description: 'auto, light or dark.',
  }),
  language: Language.register(z.globalRegistry, {
    title: 'Language',
    description: 'auto, or a language tag such as de or pt-BR.',
  }),
  keys: ShortcutKeys.register(z.globalRegistry, {
    title: 'Keys of the review panel',
    description:
      'Action to key, one character each. Actions: approve, approve-send, approve-all, edit, reject, escalate, later, undo, next, previous, finding, strike, help.',
  }),
  notify: Notify.register(z.globalRegistry, {
    title: 'Notifications',
    description: 'off, high (only what is of high risk) or all.',
  }),
  notifyBudget: NotifyBudget.register(z.globalRegistry, {
    title: 'Notifications a day',
    description:
      'Notifications in any 24 hours at the most, 1 to 24. What is over it is told together later.',
  }),
  quietHours: QuietHours.register(z.globalRegistry, {
    title: 'Quiet hours',
    description: 'off, or from when to when of each person’s own clock, such as 22:00-07:00.',
  }),
  quietUrgent: QuietUrgent.register(z.globalRegistry, {
    title: 'Stopped work in quiet hours',
    description: 'wait (told when they end) or through (told at once).',
  }),
  retentionDays: RetentionDays.register(z.globalRegistry, {
    title: 'Retention in this browser',
    description: 'Days for which this browser keeps what is over, 1 to 365.',
  }),
});

export type Policy = Partial<z.output<typeof PolicyFields>>;
export type PolicyName = keyof Policy;

/** A value that the organisation has set and that can't be used, and why. */
export type PolicyFault = { name: string; why: string };

/**
 * A policy as it was delivered. Each value stands for itself: one that can't be used is named, for
 * whoever wrote it, and the others hold.
 */
export function readPolicy(delivered: unknown): { policy: Policy; faults: PolicyFault[] } {
  const policy: Record<string, unknown> = {};
  const faults: PolicyFault[] = [];
  const { shape } = PolicyFields;
  const values = typeof delivered === 'object' && delivered !== null ? delivered : {};
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(shape, name) ? shape[name as PolicyName] : undefined;
    const parsed = field && z.safeParse(field, value);
    const why = !parsed
      ? 'There is no such setting.'
      : parsed.success
        ? beyondShape(name, parsed.data)
        : 'The value does not fit.';
    if (why) faults.push({ name, why });
    else policy[name] = parsed?.data;
  }
  return { policy, faults };
}

/** What is wrong with a value that has the right shape, as a sentence; null where nothing is. */
function beyondShape(name: string, value: unknown): string | null {
  if (name === 'quietHours' && value !== 'off' && quietOf(String(value)) === null)
    return 'From and until are the same time.';
  if (name === 'keys') return tableProblem(z.parse(ShortcutKeys, value));
  if (name !== 'customSites') return null;
  return sitesProblem(z.parse(CustomSites, value));
}

/** What is wrong with the first of these that can't be, as a sentence; null where all can. */
export function sitesProblem(sites: readonly CustomHost[]): string | null {
  for (const [at, site] of sites.entries()) {
    const [problem] = customProblems(site, sites.slice(0, at));
    if (problem) return `${site.label}: ${problem.message}`;
  }
  return null;
}

/** What holds: the person's settings under the organisation's, and which of them can't be changed. */
export type InForce = { settings: Settings; locked: SettingName[]; lockedKeys: string[] };

/** Of keys only those that the policy names are locked; the person's others stay theirs. */
export function settingsInForce(own: Settings, policy: Policy): InForce {
  const { theme, language, notify, retentionDays, keys, customSites } = policy;
  const { notifyBudget, quietHours, quietUrgent } = policy;
  const quiet = { notifyBudget, quietHours, quietUrgent };
  const set = { theme, language, notify, ...quiet, retentionDays, customSites };
  const settings = {
    theme: theme ?? own.theme,
    language: language ?? own.language,
    notify: notify ?? own.notify,
    notifyBudget: notifyBudget ?? own.notifyBudget,
    quietHours: quietHours ?? own.quietHours,
    quietUrgent: quietUrgent ?? own.quietUrgent,
    retentionDays: retentionDays ?? own.retentionDays,
    customSites: customSites ?? own.customSites,
    keys: under(keys ?? {}, own.keys),
  };
  const locked = Object.entries(set).flatMap(([name, value]) =>
    value === undefined ? [] : [name as SettingName],
  );
  return { settings, locked, lockedKeys: Object.keys(keys ?? {}) };
}

/** The gates that this browser may be paired with, without a slash at the end; undefined where any is. */
export function allowedGates({ gateAddress, gateAddresses }: Policy): string[] | undefined {
  if (gateAddress === undefined && gateAddresses === undefined) return undefined;
  const all = [...(gateAddress === undefined ? [] : [gateAddress]), ...(gateAddresses ?? [])];
  return [...new Set(all.map((address) => address.replace(/\/+$/, '')))];
}
