import { surfaces } from '../mail/surfaces.ts';
import { closest, find, findAll } from './select.ts';

/** The compose element around a node of one; null outside. */
export const rootAround = (node: Element): HTMLElement | null => closest(node, 'compose.root');

/** The roots of all composes that have a body now; hidden tabs of the page among them. */
export const roots = (): Set<HTMLElement> =>
  new Set(findAll(document, 'compose.body').flatMap((body) => rootAround(body) ?? []));

/** The one compose that is on screen; null where there are none or several. */
export function onlyShown(): HTMLElement | null {
  const [root, second] = [...roots()].filter((one) => one.getClientRects().length > 0);
  return root && !second ? root : null;
}

/** What the page calls this compose while it is open: of the ids of its fields, `MSG_<name>_SUBJECT`. */
export const nameOf = (root: HTMLElement): string | undefined =>
  /^(MSG_.+)_[A-Z]+$/.exec(
    (find(root, 'compose.subject') ?? find(root, 'compose.to'))?.id ?? '',
  )?.[1];

/** The page may write the next draft into the nodes of the last. */
export const surfaceOf = surfaces((root) => ({
  mode: root.matches('[data-app-section=Form_Content]') ? 'popout' : 'inline',
  minimized: false,
  key: nameOf(root),
}));
