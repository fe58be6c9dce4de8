import type { App } from './app.ts';
import { el, nextId } from './dom.ts';
import { htmlOf } from './tree.ts';

function isQuote(node: Node): node is HTMLElement {
  return node instanceof HTMLElement && node.classList.contains('gmail_quote');
}

/**
 * The message body. The editable node is no constant: Gmail makes a new one when plain text is
 * toggled or the compose moves, so others must look it up each time.
 */
export class Editor {
  readonly node: HTMLElement;
  readonly trimmed: HTMLElement;
  readonly #app: App;
  readonly #cell: HTMLElement;
  /** Told when the quote is shown or hidden: Gmail keeps it in a hidden field meanwhile. */
  readonly #quoteChanged: (html: string) => void;
  #editable: HTMLElement;
  #quote: HTMLElement | null = null;
  plain = false;

  constructor(app: App, quoteChanged: (html: string) => void) {
    this.#app = app;
    this.#quoteChanged = quoteChanged;
    this.#editable = this.#newEditable();
    this.#cell = el('div', { c: 'Ar Au', style: { display: 'block' } }, this.#editable);
    const source = el('textarea', {
      c: 'Ak aXjCH',
      a: { form: 'nosend', tabindex: -1, 'aria-label': app.labels.body },
    });
    const hiddenSource = el('div', { c: 'Ar As', s: 'gone' }, el('div', { c: 'At' }, source));
    this.trimmed = el('div', {
      c: 'ajR',
      s: 'trimmed',
      a: {
        id: nextId(),
        role: 'button',
        tabindex: 1,
        'aria-label': app.labels.trimmed,
        'data-tooltip': app.labels.trimmed,
      },
      style: { display: 'none' },
      on: { click: () => this.showQuote() },
    });
    this.trimmed.append(el('div', { c: 'uC', text: '•••' }));
    const row = el('tr', {}, el('td', { c: 'Ap' }, hiddenSource, this.#cell));
    this.node = el(
      'div',
      { c: 'et' },
      el(
        'div',
        { c: 'ZyRVue' },
        el('table', { c: 'cf An', s: 'body-table' }, el('tbody', {}, row)),
      ),
      this.trimmed,
    );
  }

  /** Fills the body. A quoted history at its end is folded away when `fold` is set. */
  fill(content: DocumentFragment, fold: boolean): void {
    const quote = fold ? [...content.childNodes].find(isQuote) : undefined;
    this.#quote = quote ?? null;
    quote?.remove();
    this.#editable.replaceChildren(content);
    if (!this.#editable.firstChild) this.#editable.append(el('br'));
    this.trimmed.style.display = quote ? '' : 'none';
    this.#quoteChanged(quote ? htmlOf([quote]) : '');
  }

  showQuote(): void {
    if (this.#quote) this.#editable.append(this.#quote);
    this.#quote = null;
    this.trimmed.style.display = 'none';
    this.#quoteChanged('');
  }

  /** The whole body as it would leave, folded quote included. */
  html(): string {
    return this.#editable.innerHTML + (this.#quote ? htmlOf([this.#quote]) : '');
  }

  focus(): void {
    this.#editable.focus();
    getSelection()?.collapse(this.#editable, 0);
  }

  /** Puts a new node in place of the editable, with the same content. */
  recreate(): void {
    const had = this.#editable.contains(document.activeElement);
    const fresh = this.#newEditable();
    fresh.append(...this.#editable.childNodes);
    this.#editable.replaceWith(fresh);
    this.#editable = fresh;
    if (had) this.focus();
  }

  togglePlain(): void {
    this.plain = !this.plain;
    if (this.plain) {
      this.showQuote();
      const lines = this.#editable.innerText.split('\n');
      this.#editable.replaceChildren(
        ...lines.flatMap((line, at) => (at === 0 ? [line] : [el('br'), line])),
      );
    }
    this.recreate();
  }

  #newEditable(): HTMLElement {
    const label = this.#app.labels.body;
    return el('div', {
      c: 'Am Al editable LW-avf tS-tW',
      s: 'editable',
      a: {
        id: nextId(),
        'aria-label': label,
        g_editable: 'true',
        role: 'textbox',
        'aria-multiline': 'true',
        tabindex: 1,
        contenteditable: 'true',
        spellcheck: 'false',
      },
      style: { direction: document.dir === 'rtl' ? 'rtl' : 'ltr' },
    });
  }
}
