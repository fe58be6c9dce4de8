import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The rows of a long list that are on screen, by index. Nothing is measured: their heights are known. */
export function useVirtual(input: {
  count: number;
  scroller: { current: HTMLElement | null };
  /** CSS pixels, exactly. With `keyOf`, another function only where the rows are others */
  sizeOf: (index: number) => number;
  keyOf: (index: number) => string;
}): Virtualizer<HTMLElement, HTMLElement> {
  const { count, scroller, sizeOf, keyOf } = input;
  const [, redraw] = useState(0);
  const options = {
    ...{ count, overscan: 8, estimateSize: sizeOf, getItemKey: keyOf },
    getScrollElement: () => scroller.current,
    ...{ observeElementRect, observeElementOffset, scrollToFn: elementScroll },
    onChange: () => redraw((times) => times + 1),
  };
  const kept = useRef<Virtualizer<HTMLElement, HTMLElement> | null>(null);
  kept.current ??= new Virtualizer(options);
  const virtual = kept.current;
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}
