import { draftToken, parseDraftToken } from '../draft-url.ts';
import type { OpenCompose } from './app.ts';

export interface Route {
  /** `inbox`, `drafts`, `search`, … */
  name: string;
  /** What follows the name: a thread token or a query. */
  param: string;
  /** `?compose=` tokens, `new` among them. */
  composes: string[];
}

export function readRoute(): Route {
  const [path = '', query = ''] = location.hash.slice(1).split('?');
  const [name = '', ...rest] = path.split('/');
  const param = decodeURIComponent(rest.join('/').replaceAll('+', ' '));
  const composes = new URLSearchParams(query).get('compose')?.split(',') ?? [];
  return { name: name || 'inbox', param, composes: composes.filter(Boolean) };
}

/** The drafts a route asks to have open; unsaved ones can't be asked for. */
export function routeDrafts(route: Route): string[] {
  return route.composes.flatMap((token) => parseDraftToken(token)?.messageId ?? []);
}

/** Keeps the address's `?compose=` true without a hashchange, as Gmail does by pushState. */
export function writeComposes(composes: OpenCompose[]): void {
  const [path = 'inbox'] = location.hash.slice(1).split('?');
  const tokens = composes.map((one) =>
    one.saved ? draftToken(one.draft.threadId, one.draft.messageId) : 'new',
  );
  const query = tokens.length > 0 ? `?compose=${tokens.join(',')}` : '';
  history.replaceState(history.state, '', `#${path || 'inbox'}${query}`);
}

/** Goes to a route; open floating composes stay in the address. */
export function go(path: string): void {
  const [, query] = location.hash.split('?');
  location.hash = query ? `${path}?${query}` : path;
}
