import { identify } from '../core/hosts/catalogue.ts';

/** More than any list shows at once. */
const MOST = 500;

/** The addresses of records that a page links to, each once, in the page's order. */
export function recordLinks(): string[] {
  const links = new Set<string>();
  for (const link of document.querySelectorAll('a[href]')) {
    if (!(link instanceof HTMLAnchorElement) || link.href.length > 2048) continue;
    if (identify(link.href) !== null) links.add(link.href);
    if (links.size === MOST) break;
  }
  return [...links];
}
