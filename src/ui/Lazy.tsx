import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * A piece that few views need, fetched from this extension when one does, so that the panel's first
 * load stays small. Nothing stands in its place until it is there, some milliseconds later.
 */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ((props: Props) => preact.JSX.Element | null) & { ahead(): Promise<void> } {
  let ready: ComponentType<Props> | undefined;
  /** Fetches it before anything shows it: it is then there with what it stands in. */
  async function ahead(): Promise<void> {
    ready = await load();
  }
  function Lazy(props: Props) {
    const [, come] = useState(0);
    // Not after the next frame: what has been fetched already is in that frame.
    useLayoutEffect(() => {
      if (ready) return;
      let wanted = true;
      ahead().then(
        () => {
          if (wanted) come((count) => count + 1);
        },
        () => undefined, // the extension was updated under this page, which says so itself
      );
      return () => {
        wanted = false;
      };
    }, []);
    const Piece = ready;
    return Piece ? <Piece {...props} /> : null;
  }
  return Object.assign(Lazy, { ahead });
}
