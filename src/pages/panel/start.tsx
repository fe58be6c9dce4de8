import { effect } from '@preact/signals';
import { render } from 'preact';
import { applyLanguage } from '../../ui/locale.ts';
import { sending } from '../review/decisions.ts';
import type { AskWorker } from '../review/items.ts';
import { listenToKeys } from '../review/keyboard.ts';
import { background, seldom } from '../review/lazy-pieces.ts';
import { type AskPage, pageHandlers } from '../review/page.ts';
import { createSession, type Session } from '../review/session.ts';
import { watchSight } from '../review/sight.ts';
import { App } from './App.tsx';
import { fromEmbedder, hearWorker, pageLine, pagePort, workerLine } from './connect.ts';
import { watchCoverage } from './coverage.ts';
import type { Runtime } from './runtime.ts';

const PING_MS = 20_000;
/** Quiet for so long before anything is fetched that may never be opened. */
const AHEAD_MS = 200;

/** Starts a panel in this document and returns it; `stop` takes everything down again. */
export function startPanel(input: {
  root: HTMLElement;
  runtime: Runtime | null;
  fromPage?: (event: MessageEvent) => boolean;
  watch?: typeof watchCoverage;
}): { session: Session; stop: () => void } {
  const { root, runtime } = input;
  const stopped = new AbortController();
  const now = () => performance.now();
  const wall = () => Date.now();

  // The session and its two lines need each other; the lines are only used once all three are made.
  let aheadAt: ReturnType<typeof setTimeout> | undefined;
  const lines: { worker?: AskWorker; page?: AskPage } = {};
  const session = createSession({
    ask: (name, payload) =>
      lines.worker ? lines.worker(name, payload) : Promise.reject(new Error('not connected')),
    page: (name, payload) =>
      lines.page ? lines.page(name, payload) : Promise.reject(new Error('not connected')),
    newId: () => crypto.randomUUID(),
    now,
    wall,
    afterPaint,
  });
  const { model, items } = session;
  const worker = workerLine(runtime, model);
  const page = pageLine({
    window,
    model,
    ask: worker,
    speak: applyLanguage,
    fromPage: input.fromPage ?? fromEmbedder,
    onAdmitted(view) {
      if (view) {
        items.keep([view]);
        items.select(view.item.proposalId);
      }
      session.offerUndo();
      ahead();
    },
    handlers: () =>
      pageHandlers({
        model,
        items: session.items,
        page: page.page,
        mark: session.decisions.mark,
        focus: () => {
          window.focus();
          root.querySelector<HTMLElement>('.panel')?.focus();
        },
      }),
  });
  /** Not while anything is on its way to the screen. */
  function ahead(): void {
    clearTimeout(aheadAt);
    aheadAt = setTimeout(() => {
      void items.fetchAhead();
      // Where the extension was updated, the next question says so.
      for (const piece of [seldom(), sending()]) piece.catch(() => undefined);
    }, AHEAD_MS);
  }
  lines.worker = worker;
  lines.page = page.page;
  if (!runtime) model.link.value = 'gone';

  const unhear = runtime
    ? hearWorker(runtime, (ids, all) => {
        const id = model.currentId.value;
        if (id && (all || ids.includes(id))) void session.items.load(id);
        for (const other of ids) {
          if (other !== id && model.views.value.has(other)) void session.items.load(other);
        }
        void session.items.refresh();
        session.pace();
        if (all || ids.some((one) => !model.views.value.has(one))) {
          session.offerUndo();
          ahead();
        }
      })
    : () => undefined;

  const ping = setInterval(() => {
    if (document.visibilityState !== 'visible' || model.link.value !== 'ready') return;
    worker('panel.ping', {}).catch(() => undefined); // the next real question says so
  }, PING_MS);

  listenToKeys({
    window,
    session,
    signal: stopped.signal,
    now,
    onEscape() {
      if (model.menu.value) model.menu.value = null;
      else page.page('blur', {}).catch(() => undefined);
    },
  });
  watchSight(session.meter, stopped.signal);
  session.pace();
  const untheme = effect(() => {
    const { value: theme } = model.theme;
    // Until the page has said how it looks, the system's own scheme stands.
    if (model.link.value !== 'ready') return;
    const dark = theme === 'auto' ? model.pageDark.value : theme === 'dark';
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  });

  const onLayout = (layout: { width: number; height: number; folded: boolean }) => {
    page.page('layout', layout).catch(() => undefined); // a page that is gone needs no size
  };
  render(
    <App session={session} wall={wall} watch={input.watch ?? watchCoverage} onLayout={onLayout} />,
    root,
  );
  // Wanted as soon as an item is there, and not to be painted before: asked for now.
  for (const piece of [pagePort(), import('../review/approval.ts'), background()])
    piece.catch(() => undefined);
  return {
    session,
    stop() {
      stopped.abort();
      clearInterval(ping);
      clearTimeout(aheadAt);
      unhear();
      untheme();
      page.stop();
      session.stop();
      render(null, root);
    },
  };
}

/** After the next frame; at once or nearly so where none is drawn, as in a frame that is not shown. */
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
