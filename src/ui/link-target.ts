import { t } from '../words/t.ts';
export type LinkTarget = {
  /** host name in its ASCII form (punycode visible), or the mail address of a mailto link */
  shown: string;
  /** a sentence when the label suggests another place */
  warning?: string;
};

const DOMAIN_IN_TEXT = /(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})/iu;

/** Where a link really leads, and whether its label says something else. Never throws. */
export function linkTarget(href: string, label: string): LinkTarget {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return { shown: href, warning: t('ui_not_valid_address') };
  }
  if (url.protocol === 'mailto:') return { shown: decode(url.pathname) };
  const host = url.hostname;
  const named = DOMAIN_IN_TEXT.exec(label)?.[1];
  if (named && !label.includes('@') && !sameSite(ascii(named), host)) {
    return { shown: host, warning: t('ui_text_says', { named }) };
  }
  if (host.includes('xn--')) return { shown: host, warning: t('ui_written_look_alike_letters') };
  if (url.username !== '') return { shown: host, warning: t('ui_hides_host_behind_user_name') };
  return { shown: host };
}

const sameSite = (named: string, host: string): boolean =>
  host === named || host.endsWith(`.${named}`) || named === `www.${host}`;

function ascii(domain: string): string {
  try {
    return new URL(`https://${domain}`).hostname;
  } catch {
    return domain.toLowerCase();
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
