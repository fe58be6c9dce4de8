import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Announcer } from '../../ui/Announcer.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Head } from '../review/Head.tsx';
import { Review } from '../review/Review.tsx';
import type { Session } from '../review/session.ts';
import type { watchCoverage } from './coverage.ts';

export type AppProps = {
  session: Session;
  /** milliseconds since the epoch */
  wall: () => number;
  onLayout: (layout: { width: number; height: number; folded: boolean }) => void;
  /** who says whether something covers the panel: the browser, but in tests of other things */
  watch: typeof watchCoverage;
};

/** CSS pixels. The page gives less when it has less. */
const WIDTH = 360;
const FOLDED = { width: 40, height: 160, folded: true };

/** The whole panel: a fixed head and row of actions, and what there is to read between them. */
export function App({ session, wall, onLayout, watch }: AppProps) {
  const { model } = session;
  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const id = model.currentId.value;
  const view = model.view.value;
  const folded = model.folded.value;
  const key = view ? `${id}/${view.item.revision}` : null;
  usePainted(session, key);
  useCoverage({ session, root, folded, watch });
  useLayout({ scroller, root, folded, onLayout, ready: model.link.value === 'ready' });
  useLayoutEffect(() => scroller.current?.scrollTo(0, 0), [key]);

  if (folded) {
    return (
      <div class="tab" ref={root}>
        <button
          type="button"
          class="unfold"
          onClick={() => {
            model.folded.value = false;
          }}
        >
          <span class="tab-words">
            {t('name')}
            {view ? (
              <>
                {': '}
                <Visible text={view.item.workflow.name} />
              </>
            ) : null}
          </span>
        </button>
      </div>
    );
  }
  return (
    <div class="panel" ref={root} tabIndex={-1}>
      <Head session={session} />
      <Review session={session} wall={wall} scroller={scroller} />
      <Announcer text={model.said.value} />
    </div>
  );
}

/** Tells the session when an item has been painted: the frame after the one that drew it. */
function usePainted(session: Session, key: string | null): void {
  useLayoutEffect(() => {
    if (key === null) return;
    const id = session.model.currentId.value;
    const frame = requestAnimationFrame(() => {
      if (id && document.visibilityState === 'visible') session.painted(id);
    });
    const onVisible = () => {
      if (document.visibilityState !== 'visible') session.guard.hidden();
      else if (id) session.painted(id);
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [session, key]);
}

function useCoverage(on: {
  session: Session;
  root: { current: HTMLElement | null };
  folded: boolean;
  watch: typeof watchCoverage;
}): void {
  const { session, root, folded, watch } = on;
  useEffect(() => {
    const element = root.current;
    if (!element || folded) {
      session.model.uncovered.value = null;
      return;
    }
    const stop = new AbortController();
    watch({
      elements: [element],
      onChange(uncovered) {
        const { model, guard } = session;
        const before = model.uncovered.value;
        model.uncovered.value = uncovered;
        // Shown again, or free again: the moment before keys decide starts anew.
        if (!uncovered) guard.hidden();
        else if (before !== true && model.currentId.value) session.painted(model.currentId.value);
      },
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [session, root, folded, watch]);
}

function useLayout(on: {
  scroller: { current: HTMLElement | null };
  root: { current: HTMLElement | null };
  folded: boolean;
  onLayout: AppProps['onLayout'];
  /** the page can be told */
  ready: boolean;
}): void {
  const { scroller, root, folded, onLayout, ready } = on;
  useEffect(() => {
    if (!ready) return;
    if (folded) return onLayout(FOLDED);
    const body = scroller.current;
    const panel = root.current;
    if (!body || !panel) return;
    let last = 0;
    const measure = () => {
      if (panel.clientHeight === 0) return; // not displayed: nothing has a size
      const fixed = panel.clientHeight - body.clientHeight;
      let content = 0;
      for (const child of body.children) content += child.getBoundingClientRect().height + 12;
      const height = Math.ceil(fixed + content + 16);
      if (Math.abs(height - last) < 4) return;
      last = height;
      onLayout({ width: WIDTH, height, folded: false });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(body);
    for (const child of body.children) observer.observe(child);
    const mutations = new MutationObserver(() => {
      for (const child of body.children) observer.observe(child);
      measure();
    });
    mutations.observe(body, { childList: true });
    measure();
    return () => {
      observer.disconnect();
      mutations.disconnect();
    };
  }, [scroller, root, folded, onLayout, ready]);
}
