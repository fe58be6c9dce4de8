import { t } from '../../words/t.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A gate's address as a person types it, without a slash at the end; or the sentence that says what
 * is wrong with it. Plain http is for this machine only: tokens and mails go over it.
 */
export function gateUrl(typed: string): { url: string } | { wrong: string } {
  const text = typed.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) return { wrong: t('background_not_address') };
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '') {
    return {
      wrong: t('background_address_name_password_not_accepted'),
    };
  }
  if (url.search !== '' || url.hash !== '') return { wrong: t('background_give_address_without') };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))) {
    return {
      wrong: t('background_gate_must_reached_https_http'),
    };
  }
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

/** The address of the live socket. */
export const liveUrl = (gate: string): string => `${gate.replace(/^http/, 'ws')}/v1/live`;
