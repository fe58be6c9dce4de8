import { el, nextId } from './dom.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

export interface MenuItem {
  label: string;
  icon?: IconName;
  /** Gmail marks schedule send with `selector="scheduledSend"`. */
  selector?: string;
  value?: string;
  act(keyboard: boolean): void;
}

/** A drop-down as Gmail makes them: there before it opens, items act on mouseup, arrows move. */
export class Menu {
  readonly node: HTMLElement;
  #opener: HTMLElement | null = null;
  readonly #items: { node: HTMLElement; item: MenuItem }[];
  #at = -1;

  constructor(items: MenuItem[]) {
    this.node = el('div', {
      c: 'J-M q8NmZb jQjAxd',
      s: 'menu',
      a: { role: 'menu', 'aria-haspopup': 'true', tabindex: -1 },
      style: { display: 'none' },
      on: {
        keydown: (event) => this.#key(event as KeyboardEvent),
        blur: () => this.close(),
      },
    });
    const inner = el('div', { c: 'SK AX' });
    this.#items = items.map((item) => {
      const a = {
        role: 'menuitem',
        selector: item.selector,
        value: item.value,
        id: nextId(),
      };
      const on = {
        mousedown: (event: Event) => event.preventDefault(),
        mouseup: () => this.#choose(item, false),
      };
      const text = el(
        'div',
        { c: 'J-N-Jz', s: 'menu-text' },
        item.icon ? icon(item.icon, 16) : null,
        item.label,
      );
      return {
        item,
        node: el('div', { c: 'J-N yr', s: 'menu-item', a, on }, text),
      };
    });
    inner.append(...this.#items.map(({ node }) => node));
    this.node.append(inner);
  }

  get isOpen(): boolean {
    return this.node.style.display !== 'none';
  }

  open(opener: HTMLElement): void {
    this.#opener = opener;
    opener.setAttribute('aria-expanded', 'true');
    this.node.style.display = '';
    this.#highlight(-1);
    this.node.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.isOpen) return;
    this.node.style.display = 'none';
    this.#opener?.setAttribute('aria-expanded', 'false');
  }

  toggle(opener: HTMLElement): void {
    if (this.isOpen) this.close();
    else this.open(opener);
  }

  #choose(item: MenuItem, keyboard: boolean): void {
    this.close();
    item.act(keyboard);
  }

  #highlight(at: number): void {
    this.#at = at;
    this.#items.forEach(({ node }, index) => {
      node.classList.toggle('g-highlighted', index === at);
    });
  }

  #key(event: KeyboardEvent): void {
    const count = this.#items.length;
    const chosen = this.#items[this.#at];
    if (event.key === 'ArrowDown') this.#highlight((this.#at + 1) % count);
    else if (event.key === 'ArrowUp') this.#highlight((this.#at - 1 + count) % count);
    else if ((event.key === 'Enter' || event.key === ' ') && chosen)
      this.#choose(chosen.item, true);
    else if (event.key === 'Escape') {
      this.close();
      this.#opener?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
