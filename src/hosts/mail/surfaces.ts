import type { Surface } from '../host.ts';

export type ComposeSurface = Extract<Surface, { kind: 'compose' }>;
let last = 0;

/** A surface's name in messages. Per page, never reused. */
export function nextId(kind: Surface['kind']): string {
  last += 1;
  return `${kind}-${last}`;
}

/** How a compose stands now; another `key` in the same node is another compose. */
export type Look = Pick<ComposeSurface, 'mode' | 'minimized'> & { key?: string | undefined };

/** The surface of a compose's root, brought up to date. The same object as long as the compose lives. */
export function surfaces(look: (root: HTMLElement) => Look): (root: HTMLElement) => ComposeSurface {
  const known = new WeakMap<HTMLElement, { surface: ComposeSurface; key: string | undefined }>();
  return (root) => {
    const { key, ...now } = look(root);
    const before = known.get(root);
    if (before && before.key === key) return Object.assign(before.surface, now);
    const surface: ComposeSurface = { kind: 'compose', id: nextId('compose'), root, ...now };
    known.set(root, { surface, key });
    return surface;
  };
}
