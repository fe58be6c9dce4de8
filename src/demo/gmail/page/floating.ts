import { draftToken } from '../draft-url.ts';
import type { App, Placement } from './app.ts';
import type { Compose } from './compose.ts';
import { el, nextId } from './dom.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

let slots: HTMLElement | null = null;
let fullHost: { host: HTMLElement; inner: HTMLElement } | null = null;

/** `div.dw .nH > .nH > .no`, made when the first compose opens. */
function slotHost(): HTMLElement {
  if (slots) return slots;
  slots = el('div', { c: 'no', s: 'slots' });
  document.body.append(
    el('div', { c: 'dw', s: 'dock' }, el('div', { c: 'nH' }, el('div', { c: 'nH' }, slots))),
  );
  return slots;
}

/** `body > .aSs > .aSt`, where full-screen composes go. */
function fullScreenHost(): { host: HTMLElement; inner: HTMLElement } {
  if (fullHost) return fullHost;
  const inner = el('div', { c: 'aSt', s: 'full-inner' });
  const host = el('div', { c: 'aSs', s: 'full-screen' }, inner);
  document.body.append(host);
  fullHost = { host, inner };
  return fullHost;
}

/** A floating compose: its dialog moves between the dock and full screen, the same node. */
export class Floating implements Placement {
  readonly kind = 'floating';
  readonly #app: App;
  readonly #compose: Compose;
  readonly #dialog: HTMLElement;
  readonly #column: HTMLElement;
  readonly #slot: HTMLElement;
  readonly #part: HTMLElement;
  readonly #title: HTMLElement;

  constructor(app: App, compose: Compose) {
    this.#app = app;
    this.#compose = compose;
    const titleId = nextId();
    this.#title = el('div', {
      c: 'aYF',
      s: 'title-text',
      text: compose.subject || app.labels.newMessage,
    });
    const buttons = el(
      'td',
      { c: 'Hm', s: 'title-buttons' },
      this.#titleButton('Hl', 'minimise', app.labels.minimise, () => this.#minimise()),
      this.#titleButton('Hq aUG', 'full', app.labels.full, (event) => this.#fullOrOut(event)),
      this.#titleButton('Ha', 'close', app.labels.close, () => void compose.close()),
    );
    const name = el(
      'td',
      {},
      el('div', { c: 'Hp', a: { id: titleId } }, el('h2', { c: 'a3E' }, this.#title)),
    );
    const bar = el(
      'table',
      { c: 'cf Ht', s: 'title' },
      el('tbody', {}, el('tr', {}, name, buttons)),
    );
    const head = el(
      'div',
      { c: 'nH Hy aXJ' },
      el('div', { c: 'nH' }, el('div', { c: 'nH wKggEb' }, bar)),
    );
    head.addEventListener('click', (event) => {
      if (!buttons.contains(event.target as Node)) this.#minimise();
    });
    this.#part = el(
      'div',
      { c: 'nH', s: 'dialog-body' },
      el('div', { c: 'aaZ' }, compose.form.root),
    );
    const edge = () => el('div', { c: 'nH' }, el('div', { s: 'edge', a: { tabindex: 1 } }));
    this.#dialog = el(
      'div',
      {
        c: 'nH Hd',
        s: 'mole',
        a: { role: 'dialog', 'aria-labelledby': titleId },
      },
      edge(),
      head,
      this.#part,
      edge(),
    );
    this.#column = el('div', { c: 'AD' }, this.#dialog);
    this.#slot = el('div', { c: 'nH nn', s: 'slot' }, this.#column);
    slotHost().append(this.#slot);
  }

  remove(): void {
    this.#dialog.remove();
    this.#slot.remove();
    this.#showFull();
  }

  hide(hidden: boolean): void {
    this.#slot.style.display = hidden ? 'none' : '';
    if (this.#isFull) fullScreenHost().host.style.display = hidden ? 'none' : '';
  }

  titleChanged(title: string): void {
    this.#title.textContent = title || this.#app.labels.newMessage;
  }

  get #isFull(): boolean {
    return fullHost?.inner.contains(this.#dialog) ?? false;
  }

  #minimise(): void {
    if (this.#isFull) this.#fullScreen();
    const hidden = this.#part.style.display !== '';
    this.#part.style.display = hidden ? '' : 'none';
    this.#slot.classList.toggle('g-minimised', !hidden);
  }

  #fullOrOut(event: MouseEvent): void {
    if (event.shiftKey) void this.#popOut();
    else this.#fullScreen();
  }

  #fullScreen(): void {
    this.#part.style.display = '';
    this.#slot.classList.remove('g-minimised');
    (this.#isFull ? this.#column : fullScreenHost().inner).append(this.#dialog);
    this.#showFull();
    if (this.#app.config.recreateBodyOnMove) this.#compose.editor.recreate();
  }

  #showFull(): void {
    if (fullHost) fullHost.host.style.display = fullHost.inner.childElementCount > 0 ? '' : 'none';
  }

  async #popOut(): Promise<void> {
    const { threadId, messageId } = this.#compose.draft;
    await this.#compose.saveForMove();
    await this.#compose.close();
    const target = new URL('popout', location.origin + location.pathname);
    target.searchParams.set('ver', '1');
    window.open(
      `${target}#compose=${draftToken(threadId, messageId)}`,
      '_blank',
      'popup,width=720,height=640',
    );
  }

  #titleButton(
    names: string,
    image: IconName,
    label: string,
    act: (event: MouseEvent) => void,
  ): HTMLElement {
    const modern = this.#app.config.modern;
    const a = {
      id: nextId(),
      'aria-label': label,
      'data-tooltip': label,
      'data-tooltip-delay': 800,
    };
    const click = (event: Event) => act(event as MouseEvent);
    // Buttons since June 2026, images before.
    if (modern)
      return el(
        'button',
        {
          c: names,
          s: 'title-button',
          a: { ...a, type: 'button' },
          on: { click },
        },
        icon(image, 15),
      );
    const old = el('img', {
      c: names,
      s: `title-button old ${image}`,
      a: {
        ...a,
        alt: label,
        src: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
      },
    });
    old.addEventListener('click', click);
    return old;
  }
}
