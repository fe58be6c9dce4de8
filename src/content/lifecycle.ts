import { extensionId, isAlive } from '../platform/content-runtime.ts';

/**
 * One life per document. After an update the old script stays, deaf: the new one says its name on
 * the page, and the old one takes everything down. Saying it reveals nothing: pages can see that
 * the panel's frame is there anyway, and a page that says it itself only loses our marks, because
 * a script that is still alive doesn't listen to it.
 */
export function startLife(): AbortSignal {
  const life = new AbortController();
  const name = `countersign-${extensionId()}`;
  document.dispatchEvent(new Event(name));
  const end = () => {
    if (isAlive()) return;
    document.removeEventListener(name, end);
    life.abort();
  };
  document.addEventListener(name, end);
  return life.signal;
}
