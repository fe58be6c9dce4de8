import * as z from 'zod/mini';
import { hostOf, identify } from '../../core/hosts/catalogue.ts';
import { CustomHost, customRow, isProblem } from '../../core/hosts/custom.ts';
import { customProblems } from '../../core/hosts/custom-check.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

/** The form as it stands: everything is text, and some of it empty. */
export type Draft = {
  label: string;
  name: string;
  host: string;
  pattern: string;
  recordType: string;
  idForm: 'number' | 'uuid' | 'any';
};

export const draftOf = (host: CustomHost | undefined): Draft => ({
  label: host?.label ?? '',
  name: host?.name ?? '',
  host: host?.host ?? '',
  pattern: host?.pattern ?? '/{type}/{id}',
  recordType: host?.recordType ?? '',
  idForm: host?.idForm ?? 'any',
});

export type Judged = {
  /** null while something is wrong */
  host: CustomHost | null;
  /** match patterns to ask the browser for: of this host, and of no other */
  origins: string[];
  problems: Partial<Record<keyof Draft, string>>;
};

const WORDS: Partial<Record<keyof Draft, PlainKey>> = {
  name: 'options_small_letters_digits_dots_dashes',
  label: 'options_give_name_one_line',
};

/** Stands in for a name that isn't typed yet, so that the other fields are judged meanwhile. */
const UNNAMED = { name: 'unnamed', label: 'Unnamed' };

/** What is wrong with each field; the first of each. */
export function judge(draft: Draft, others: readonly CustomHost[]): Judged {
  const { recordType, ...rest } = draft;
  const asked = {
    ...rest,
    label: draft.label.trim(),
    name: draft.name.trim(),
    host: draft.host.trim().toLowerCase(),
    ...(recordType.trim() === '' ? {} : { recordType: recordType.trim() }),
  };
  const problems: Judged['problems'] = {};
  const parsed = z.safeParse(CustomHost, asked);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = path[0] as keyof Draft;
    const own = WORDS[field];
    problems[field] ??= own ? t(own) : message;
  }
  const unnamed = {
    ...(problems.name ? { name: UNNAMED.name } : {}),
    ...(problems.label ? { label: UNNAMED.label } : {}),
  };
  const judged = z.safeParse(CustomHost, { ...asked, ...unnamed });
  if (!judged.success) return { host: null, origins: [], problems };
  for (const { field, message } of customProblems(judged.data, others)) problems[field] ??= message;
  const row = customRow(judged.data);
  if (isProblem(row) || !parsed.success || Object.keys(problems).length > 0) {
    return { host: null, origins: [], problems };
  }
  return { host: parsed.data, origins: [...row.matches], problems };
}

/** What the pattern makes of an address, as a sentence. */
export function tried(host: CustomHost | null, address: string): string {
  if (address.trim() === '') return '';
  if (!host) return t('options_fill_fields_above_first');
  const row = customRow(host);
  if (isProblem(row)) return row.message;
  const href = address.trim();
  if (!hostOf(href, [row])) return t('options_address_not_host_no_https');
  const found = identify(href, [row]);
  if (!found) return t('options_host_but_pattern_finds_no');
  const { recordType: type, recordId: id, accountId } = found;
  return accountId === null
    ? t('options_found', { type, id })
    : t('options_found_in', { type, id, account: accountId });
}
