import type { keyFault, ShortcutAction } from '../../core/settings/shortcuts.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';

/** What each key does, as the table of keys says it. */
export const KEY_WORDS: Record<ShortcutAction, PlainKey> = {
  approve: 'options_key_approve',
  'approve-send': 'options_key_approve_send',
  'approve-all': 'options_key_approve_all',
  'reject-all': 'options_key_reject_all',
  edit: 'options_key_edit',
  reject: 'options_key_reject',
  escalate: 'options_key_escalate',
  'escalate-to': 'options_key_escalate_to',
  later: 'options_key_later',
  snooze: 'options_key_snooze',
  undo: 'options_key_undo',
  next: 'options_key_next',
  previous: 'options_key_previous',
  finding: 'options_key_finding',
  strike: 'options_key_strike',
  compare: 'options_key_compare',
  keep: 'options_key_keep',
  pause: 'options_key_pause',
  search: 'options_key_search',
  sweep: 'options_key_sweep',
  help: 'options_key_help',
};

/** Why a key can't be given, as a sentence. */
export function faultWords(fault: ReturnType<typeof keyFault>): string | null {
  if (!fault) return null;
  if (fault.why === 'taken') return t('options_key_taken');
  if (fault.why === 'no-character') return t('options_key_no_character');
  return t('options_key_has', { key: fault.key, action: t(KEY_WORDS[fault.other.action]) });
}
