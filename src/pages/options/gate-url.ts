import { t } from '../../words/t.ts';
/** Why this cannot be a gate's address, as a sentence, or null when it can. */
export function gateUrlProblem(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return t('options_not_address_looks_like_https');
  }
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    return t('options_gate_needs_https_plain_http');
  }
  if (url.username !== '' || url.password !== '') {
    return t('options_leave_user_name_password_out');
  }
  return null;
}
