import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * A piece that few views need, fetched from this extension when one does, so that the panel's first
 * load stays small. Nothing stands in its place until it is there, some milliseconds later.
 */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => preact.JSX.Element | null {
  let ready: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [, come] = useState(0);
    useEffect(() => {
      if (ready) return;
      let wanted = true;
      load().then(
        (Piece) => {
          ready = Piece;
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
  };
}
