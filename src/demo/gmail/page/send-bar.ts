import type { SendHandlers, SendHow, SendVia } from '../contract.ts';
import type { App } from './app.ts';
import { el, nextId } from './dom.ts';
import { icon } from './icons.ts';
import { Menu } from './menu.ts';

export interface SendActions {
  send(how: SendHow, via: SendVia): void;
  schedule(): void;
  /** Gmail's own log note on the button: ids of draft and thread, base64. */
  jslog(): string;
}

const LEFT_TO_RIGHT = '\u202a';
const POP = '\u202c';

/** Makes `node` act in the style the options ask for. Returns nothing to undo: it dies with the node. */
export function actOn(node: HTMLElement, style: SendHandlers, act: (via: SendVia) => void): void {
  const pointer =
    style === 'all' ? ['mousedown', 'mouseup', 'click'] : [style === 'keydown' ? 'click' : style];
  for (const type of pointer) {
    node.addEventListener(type, (event) => {
      if ((event as MouseEvent).button !== 0) return;
      // Otherwise the button would take the focus from the dialog that a refusal opens.
      if (type === 'mousedown') event.preventDefault();
      act('button');
    });
  }
  if (style === 'keydown') return; // the capture listener on document takes the keys
  node.addEventListener(style === 'mouseup' ? 'keyup' : 'keydown', (event) => {
    const { key, ctrlKey, metaKey } = event as KeyboardEvent;
    if ((key !== 'Enter' && key !== ' ') || ctrlKey || metaKey) return;
    event.preventDefault();
    act('key');
  });
}

/** Send, send-and-archive, the arrow and its menu. */
export class SendBar {
  readonly cell: HTMLTableCellElement;
  readonly menu: Menu;
  readonly #holder: HTMLElement;
  readonly #app: App;
  readonly #actions: SendActions;
  readonly #archive: boolean;
  #timer = 0;

  constructor(app: App, actions: SendActions, isReply: boolean) {
    this.#app = app;
    this.#actions = actions;
    this.#archive = isReply && app.config.sendAndArchive;
    const how: SendHow = isReply ? 'send-and-archive' : 'send';
    // "Send now" is our addition: a plain menu path that sends, without any anchor of its own.
    this.menu = new Menu([
      {
        label: app.labels.schedule,
        icon: 'clock',
        selector: 'scheduledSend',
        act: () => actions.schedule(),
      },
      {
        label: isReply ? app.labels.sendArchive : app.labels.sendNow,
        icon: 'sent',
        act: () => actions.send(how, 'menu'),
      },
    ]);
    this.#holder = el('div', { c: 'dC', s: 'send-group' });
    this.cell = el('td', { c: 'gU Up' }, el('div', { c: 'J-J5-Ji btA' }, this.#holder));
    this.draw();
    const every = app.config.rerenderSendButtonEveryMs;
    if (every > 0) this.#timer = window.setInterval(() => this.draw(), every);
  }

  /** Replaces the buttons by new ones, as Gmail does now and then. Focus goes over. */
  draw(): void {
    const focused = [...this.#holder.children].indexOf(document.activeElement as Element);
    const buttons = [
      this.#archive ? this.#button('send-and-archive', 'Uo', this.#app.labels.sendArchive) : null,
      this.#button('send', 'aoO', this.#app.labels.send),
      this.#arrow(),
    ].filter((button) => button !== null);
    this.#holder.replaceChildren(...buttons);
    buttons[focused]?.focus();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #button(how: SendHow, name: string, label: string): HTMLElement {
    const tip = how === 'send' ? `${label} ${LEFT_TO_RIGHT}(Ctrl-Enter)${POP}` : label;
    const button = el('div', {
      c: `T-I J-J5-Ji ${name} v7 T-I-atl L3`,
      s: how === 'send' ? 'send' : 'send-archive',
      a: {
        id: nextId(),
        role: 'button',
        tabindex: 1,
        'data-tooltip': tip,
        'aria-label': tip,
        jslog: this.#actions.jslog(),
      },
      text: label,
    });
    actOn(button, this.#app.config.sendHandlers, (via) => this.#actions.send(how, via));
    if (this.#app.config.sendHandlers === 'keydown') {
      // Dies with the node: a detached button is in no event's path.
      const take = (event: KeyboardEvent) => {
        if (!button.isConnected) document.removeEventListener('keydown', take, true);
        else if (
          event.target === button &&
          (event.key === 'Enter' || event.key === ' ') &&
          !event.ctrlKey &&
          !event.metaKey
        ) {
          event.preventDefault();
          this.#actions.send(how, 'key');
        }
      };
      document.addEventListener('keydown', take, true);
    }
    return button;
  }

  #arrow(): HTMLElement {
    const label = this.#app.labels.moreSend;
    const arrow: HTMLElement = el(
      'div',
      {
        c: 'T-I J-J5-Ji hG T-I-atl L3',
        s: 'send-arrow',
        a: {
          id: nextId(),
          role: 'button',
          tabindex: 1,
          'aria-label': label,
          'data-tooltip': label,
          'aria-haspopup': 'true',
          'aria-expanded': 'false',
        },
        on: {
          mousedown: (event) => {
            event.preventDefault();
            this.menu.toggle(arrow);
          },
          keydown: (event) => {
            if (!['Enter', ' ', 'ArrowDown'].includes((event as KeyboardEvent).key)) return;
            event.preventDefault();
            event.stopPropagation();
            this.menu.open(arrow);
          },
        },
      },
      el('div', { c: 'G-asx' }, icon('down', 14)),
    );
    return arrow;
  }
}
