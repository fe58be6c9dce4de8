import type { Host, Surface } from '../hosts/host.ts';
import { type LightHandlers, lightPortLine } from '../messages/content-checks.ts';
import { DIRECTIONS } from '../messages/directions.ts';
import type { PanelToContent } from '../messages/panel-and-content.ts';
import { ownHost, sheetOf } from './own-nodes.ts';
import { askWorker } from './worker-line.ts';

const SHEET = `
:host { overflow: hidden; border-radius: 8px; box-shadow: 0 2px 12px #0003 }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal }
`;
/** Narrower than this, the panel is of no use: it folds to its tab. */
const NARROWEST = 240;
const TAB = 44;
const FIRST_SIZE = { width: 400, height: 640, folded: false };

type Line = ReturnType<typeof lightPortLine>;

/**
 * The panel's frame: an extension-origin iframe in a closed shadow root, in a manual popover on
 * <html>, where no body re-render and no z-index reaches it. Never re-parented: that would load it
 * again.
 *
 *   none ─prepare─▶ loading ─load, handover once─▶ ready (hidden) ◀─hide─ / ─show─▶ shown
 *                                                    shown ◀──▶ aside, while a modal dialog is open
 */
export class Frame {
  readonly #host: Host;
  readonly #handlers: LightHandlers<PanelToContent>;
  readonly #signal: AbortSignal;
  #ready: Promise<Line> | null = null;
  #box: HTMLElement | null = null;
  #iframe: HTMLIFrameElement | null = null;
  #size = FIRST_SIZE;
  /** what the panel stands beside; null: at the page's edge */
  #beside: Surface | null = null;
  #shown = false;
  #follow: AbortController | null = null;
  #focusBefore: HTMLElement | null = null;

  constructor(host: Host, handlers: LightHandlers<PanelToContent>, signal: AbortSignal) {
    this.#host = host;
    this.#handlers = handlers;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#box?.remove());
  }

  get shown(): boolean {
    return this.#shown;
  }

  /** Loads the frame, hidden. The nonce is good once, so another load needs another frame. */
  prepare(): Promise<Line> {
    this.#ready ??= this.#load().catch((error: unknown) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  async #load(): Promise<Line> {
    const { nonce, url } = await askWorker('panel.nonce', {});
    const { host: box, root } = ownHost(sheetOf(SHEET));
    box.popover = 'manual';
    const bare = { margin: '0', padding: '0', border: '0', background: 'none' };
    Object.assign(box.style, { position: 'fixed', inset: 'auto', ...bare });
    const iframe = document.createElement('iframe');
    iframe.title = 'Countersign';
    iframe.src = url;
    root.append(iframe);
    this.#box = box;
    this.#iframe = iframe;
    const loaded = new Promise((resolve) =>
      iframe.addEventListener('load', resolve, { once: true }),
    );
    document.documentElement.append(box);
    // A frame inside display:none loads all the same; it paints when shown.
    await loaded;
    const { port1, port2 } = new MessageChannel();
    const { origin } = new URL(url);
    iframe.contentWindow?.postMessage({ countersign: 'panel', nonce }, origin, [port2]);
    const to = { panel: DIRECTIONS.contentToPanel, content: DIRECTIONS.panelToContent };
    return lightPortLine({ port: port1, to, handlers: this.#handlers });
  }

  /** Beside a surface, or at the page's edge. With `focus`, keys go to the panel. */
  async show(beside: Surface | null, focus: boolean): Promise<Line> {
    this.#beside = beside;
    this.#shown = true;
    const line = await this.prepare();
    if (!this.#shown || this.#signal.aborted) return line;
    this.#followFrom();
    this.place();
    if (focus) this.focus();
    return line;
  }

  hide(): void {
    this.#shown = false;
    this.#beside = null;
    this.#follow?.abort();
    this.#follow = null;
    if (this.#box?.matches(':popover-open')) this.#box.hidePopover();
  }

  focus(): void {
    if (document.activeElement instanceof HTMLElement) this.#focusBefore = document.activeElement;
    this.#iframe?.focus();
  }

  blur(): void {
    this.#iframe?.blur();
    if (this.#beside?.kind === 'compose') this.#host.focus(this.#beside);
    else if (this.#focusBefore?.isConnected) this.#focusBefore.focus();
  }

  resize(size: { width: number; height: number; folded: boolean }): void {
    this.#size = size;
    this.place();
  }

  /** Puts it where there is room, or takes it away while there is none or a modal dialog is open. */
  place(): void {
    const box = this.#box;
    if (!box || !this.#shown) return;
    const rect = this.#rect();
    const aside = document.querySelector('dialog:modal') !== null;
    if (!rect || aside) {
      if (box.matches(':popover-open')) box.hidePopover();
      return;
    }
    const { left, top, width, height } = rect;
    const px = (value: number) => `${Math.round(value)}px`;
    Object.assign(box.style, {
      left: px(left),
      top: px(top),
      width: px(width),
      height: px(height),
    });
    if (!box.matches(':popover-open')) box.showPopover();
  }

  #rect(): { left: number; top: number; width: number; height: number } | null {
    const { width, height, folded } = this.#size;
    const wanted = { width: folded ? Math.min(width, TAB) : width, height };
    if (!this.#beside) {
      const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const fits = Math.min(wanted.height, view.height - 16);
      return {
        left: Math.max(8, view.width - wanted.width - 8),
        top: Math.max(8, (view.height - fits) / 2),
        width: Math.min(wanted.width, view.width - 16),
        height: fits,
      };
    }
    const free = this.#host.place(this.#beside, wanted);
    if (free.width === 0) return null;
    if (!folded && free.width < NARROWEST && wanted.width >= NARROWEST) {
      const tab = this.#host.place(this.#beside, { width: TAB, height });
      return tab.width === 0 ? null : tab;
    }
    return free;
  }

  /** Events and a ResizeObserver only, and only while visible. */
  #followFrom(): void {
    this.#follow?.abort();
    const follow = new AbortController();
    this.#follow = follow;
    let asked = false;
    const later = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        if (!follow.signal.aborted) this.place();
      });
    };
    const options = { capture: true, passive: true, signal: follow.signal };
    for (const type of ['resize', 'scroll', 'toggle', 'close', 'transitionend'])
      window.addEventListener(type, later, options);
    if (!this.#beside) return;
    const sizes = new ResizeObserver(later);
    sizes.observe(this.#beside.root);
    const dialog = this.#beside.root.closest('[role=dialog]');
    if (dialog) sizes.observe(dialog);
    follow.signal.addEventListener('abort', () => sizes.disconnect());
  }
}
