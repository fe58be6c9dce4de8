import type { Surface } from '../hosts/host.ts';
import { DIRECTIONS } from '../messages/directions.ts';
import type { LightHandlers } from '../messages/light.ts';
import { lightPortLine } from '../messages/light-port-line.ts';
import type { PanelToContent } from '../messages/panel-and-content.ts';
import { extensionId } from '../platform/content-runtime.ts';
import { ownHost, sheetOf } from './own-nodes.ts';

const SHEET =
  ':host{overflow:hidden;border-radius:8px;box-shadow:0 2px 12px #0003}iframe{display:block;width:100%;height:100%;border:0;color-scheme:normal}';
/** Narrower than this, the panel is of no use: it folds to its tab. */
const NARROWEST = 240;
const TAB = 44;
const FIRST_SIZE = { width: 400, height: 640, folded: false };

/** What a page offers for a panel to stand on it. */
export type FrameHost = {
  place(beside: Surface | null, size: { width: number; height: number }): DOMRectReadOnly;
  /** gives the focus back to what the panel stands beside */
  focus(surface: Surface): void;
  /** a dialog of the page's own that nothing may stand over, where the browser doesn't know it as one */
  isBlocked?(): boolean;
};

type Line = ReturnType<typeof lightPortLine>;
type Pass = { nonce: string; url: string };

/**
 * The panel's frame: an extension-origin iframe in a closed shadow root, in a manual popover on
 * <html>, where no body re-render and no z-index reaches it. Never re-parented: that would load it
 * again.
 *
 *   none ─prepare─▶ loading ─load, handover once─▶ ready (hidden) ◀─hide─ / ─show─▶ shown
 *                                                    shown ◀──▶ aside, while a modal dialog is open
 */
export function createFrame(input: {
  host: FrameHost;
  handlers: LightHandlers<PanelToContent>;
  /** what the panel will be told to show first, so that it can ask for it as it loads */
  first: () => string | undefined;
  /** a pass for another load, from the worker */
  pass: () => Promise<Pass>;
  signal: AbortSignal;
}) {
  const { host, handlers, signal } = input;
  signal.addEventListener('abort', () => {
    hide();
    popover?.remove();
  });
  let line: Promise<Line> | null = null;
  let popover: HTMLElement | null = null;
  let inner: HTMLIFrameElement | null = null;
  let wantedSize = FIRST_SIZE;
  /** what the panel stands beside; null: at the page's edge */
  let anchor: Surface | null = null;
  let visible = false;
  let following: AbortController | null = null;
  let focusBefore: HTMLElement | null = null;
  /** counts frames: what was begun for one that was dropped ends by itself */
  let generation = 0;

  function isShown(): boolean {
    return visible;
  }

  /** Loads the frame, hidden. The nonce is good once, so another load needs another frame. */
  function prepare(pass?: Pass): Promise<Line> {
    const mine = generation;
    line ??= load(mine, pass).catch((error: unknown) => {
      if (mine === generation) line = null;
      throw error;
    });
    return line;
  }

  async function load(mine: number, pass?: Pass): Promise<Line> {
    const { nonce, url } = pass ?? (await input.pass());
    if (mine !== generation || signal.aborted) throw new Error('this frame is no longer wanted');
    const { host: box, root } = ownHost(sheetOf(SHEET));
    box.popover = 'manual';
    box.style.cssText = 'position:fixed;inset:auto;margin:0;padding:0;border:0;background:none';
    const iframe = document.createElement('iframe');
    iframe.title = 'Countersign';
    iframe.src = url;
    root.append(iframe);
    popover = box;
    inner = iframe;
    const loaded = new Promise((resolve) =>
      iframe.addEventListener('load', resolve, { once: true }),
    );
    document.documentElement.append(box);
    // A frame inside display:none loads all the same; it paints when shown.
    await loaded;
    if (mine !== generation) throw new Error('this frame is no longer wanted');
    const { port1, port2 } = new MessageChannel();
    // Not the address's own: on sites other than Gmail that is made anew in each session.
    const origin = `chrome-extension://${extensionId()}`;
    const handover = { countersign: 'panel', nonce, proposalId: input.first() };
    iframe.contentWindow?.postMessage(handover, origin, [port2]);
    const to = { panel: DIRECTIONS.contentToPanel, content: DIRECTIONS.panelToContent };
    return lightPortLine({ port: port1, to, handlers: handlers });
  }

  /**
   * Beside a surface, or at the page's edge. `say` goes first: the panel draws in a process of its
   * own while this page is laid out. With `focus`, keys go to the panel.
   */
  async function show(
    beside: Surface | null,
    focused: boolean,
    say: (line: Line) => Promise<unknown>,
  ): Promise<void> {
    anchor = beside;
    visible = true;
    const said = say(await prepare());
    if (visible && !signal.aborted) {
      followAnchor();
      place();
      if (focused) focus();
    }
    await said;
  }

  function hide(): void {
    visible = false;
    anchor = null;
    following?.abort();
    following = null;
    if (popover?.matches(':popover-open')) popover.hidePopover();
  }

  /** Takes the frame away for good: what it knows and was let in for ends with it. The next is another. */
  function drop(): void {
    hide();
    generation += 1;
    popover?.remove();
    popover = null;
    inner = null;
    line = null;
  }

  function focus(): void {
    if (document.activeElement instanceof HTMLElement) focusBefore = document.activeElement;
    inner?.focus();
  }

  function blur(): void {
    inner?.blur();
    if (anchor?.kind === 'compose') host.focus(anchor);
    else if (focusBefore?.isConnected) focusBefore.focus();
  }

  function resize(size: { width: number; height: number; folded: boolean }): void {
    wantedSize = size;
    place();
  }

  /** Puts it where there is room, or takes it away while there is none or a modal dialog is open. */
  function place(): void {
    const box = popover;
    if (!box?.isConnected || !visible) return;
    const { left, top, width, height } = wantedRect();
    const aside = document.querySelector('dialog:modal') !== null || host.isBlocked?.() === true;
    if (width === 0 || aside) {
      if (box.matches(':popover-open')) box.hidePopover();
      return;
    }
    const px = (value: number) => `${Math.round(value)}px`;
    Object.assign(box.style, {
      left: px(left),
      top: px(top),
      width: px(width),
      height: px(height),
    });
    if (!box.matches(':popover-open')) box.showPopover();
  }

  function wantedRect(): DOMRectReadOnly {
    const { height, folded } = wantedSize;
    const tab = { width: TAB, height };
    if (folded) return host.place(anchor, tab);
    const free = host.place(anchor, wantedSize);
    return free.width < NARROWEST ? host.place(anchor, tab) : free;
  }

  /** Events and a ResizeObserver only, and only while visible. */
  function followAnchor(): void {
    following?.abort();
    const follow = new AbortController();
    following = follow;
    let asked = false;
    const later = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        if (!follow.signal.aborted) place();
      });
    };
    const options = { capture: true, passive: true, signal: follow.signal };
    for (const type of ['resize', 'scroll', 'toggle', 'close', 'transitionend'])
      window.addEventListener(type, later, options);
    if (!anchor) return;
    const sizes = new ResizeObserver(later);
    sizes.observe(anchor.root);
    const dialog = anchor.root.closest('[role=dialog]');
    if (dialog) sizes.observe(dialog);
    follow.signal.addEventListener('abort', () => sizes.disconnect());
  }

  return { isShown, prepare, show, hide, drop, focus, blur, resize, place };
}
export type Frame = ReturnType<typeof createFrame>;
