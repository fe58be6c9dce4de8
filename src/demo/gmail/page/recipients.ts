import type { Person } from '../contract.ts';
import type { App } from './app.ts';
import { el, nextId } from './dom.ts';
import { icon } from './icons.ts';

export type RecipientField = 'to' | 'cc' | 'bcc';

/** Reads `Name <a@b>`, `"Name" <a@b>` or anything else as an address, good or bad. */
export function parsePerson(text: string): Person | null {
  const [, name, email] = /^\s*"?([^"<]*)"?\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  if (email) return { email, name: name?.trim() || email };
  const bare = text.trim();
  return bare ? { email: bare, name: bare } : null;
}

export function isAddress(email: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email);
}

/** One recipients row, in the 2021+ chips form or the classic one with a hidden field per chip. */
export class RecipientRow {
  readonly node: HTMLTableRowElement;
  readonly #field: RecipientField;
  readonly #app: App;
  readonly #changed: () => void;
  readonly #chips: HTMLElement;
  readonly #input: HTMLInputElement | HTMLTextAreaElement;
  readonly #people: Person[] = [];

  constructor(app: App, field: RecipientField, changed: () => void) {
    this.#app = app;
    this.#field = field;
    this.#changed = changed;
    const label = app.labels[field];
    const common = {
      id: nextId(),
      'aria-label': label,
      'aria-autocomplete': 'list',
      tabindex: 1,
    };
    const behaviour = {
      keydown: (event: Event) => this.#key(event as KeyboardEvent),
      blur: () => this.commit(),
      paste: (event: Event) => this.#paste(event as ClipboardEvent),
    };
    if (app.config.modern) {
      this.#input = el('input', {
        c: 'agP aFw',
        s: 'chip-input',
        a: {
          ...common,
          role: 'combobox',
          type: 'text',
          dir: 'ltr',
          autocomplete: 'off',
        },
        on: behaviour,
      });
      this.#chips = el('div', {
        s: 'chips',
        a: { role: 'listbox', 'aria-label': label },
      });
    } else {
      this.#input = el('textarea', {
        c: 'vO',
        s: 'chip-input',
        a: {
          ...common,
          role: 'combobox',
          name: field,
          rows: 1,
          dir: 'ltr',
          spellcheck: 'false',
        },
        on: behaviour,
      });
      this.#chips = el('div', { s: 'chips' });
    }
    const line = el('div', { s: 'chip-line' }, this.#chips, this.#input);
    const cell = app.config.modern
      ? el('div', { c: 'anm', a: { name: field } }, line)
      : el('div', { c: 'oj' }, el('div', { c: 'wO nr' }, line));
    this.node = el(
      'tr',
      { c: 'bzf' },
      el(
        'td',
        { c: 'ok' },
        el('span', {
          c: 'gO aQY',
          s: 'row-label',
          a: { role: 'link' },
          text: label,
        }),
      ),
      el('td', { c: 'eV' }, cell),
    );
  }

  people(): Person[] {
    return this.#people.map((one) => ({ ...one }));
  }

  set(people: Person[]): void {
    this.#people.splice(0, this.#people.length, ...people);
    this.#draw();
  }

  focus(): void {
    this.#input.focus();
  }

  /** Turns what is typed into chips. */
  commit(): void {
    const typed = this.#input.value;
    if (!typed.trim()) return;
    this.#input.value = '';
    for (const part of typed.split(/[,;\n]+/)) {
      const person = parsePerson(part);
      if (person) this.#people.push(person);
    }
    this.#draw();
    this.#changed();
  }

  #key(event: KeyboardEvent): void {
    if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === ',') {
      event.preventDefault();
      this.commit();
    } else if (event.key === 'Backspace' && this.#input.value === '' && this.#people.length > 0) {
      this.#people.pop();
      this.#draw();
      this.#changed();
    }
  }

  #paste(event: ClipboardEvent): void {
    event.preventDefault();
    this.#input.value += event.clipboardData?.getData('text/plain') ?? '';
    this.commit();
  }

  #remove(person: Person): void {
    this.#people.splice(this.#people.indexOf(person), 1);
    this.#draw();
    this.#changed();
  }

  #draw(): void {
    this.#chips.replaceChildren(...this.#people.map((person) => this.#chip(person)));
  }

  #chip(person: Person): HTMLElement {
    const name = el('span', {
      s: 'chip-name',
      text: person.name || person.email,
    });
    const remove = el('div', {
      c: this.#app.config.modern ? 'afX' : 'vM',
      s: 'chip-remove',
      a: {
        role: 'button',
        'aria-label': `${this.#app.labels.remove} ${person.email}`,
      },
      on: { click: () => this.#remove(person) },
    });
    remove.append(icon('close', 12));
    if (!this.#app.config.modern) {
      const value =
        person.name === person.email ? person.email : `"${person.name}" <${person.email}>`;
      const field = el('input', {
        a: { type: 'hidden', name: this.#field, value },
      });
      return el(
        'div',
        { c: 'vR', s: 'chip' },
        el('span', { c: 'vN', a: { email: person.email } }, name, remove),
        field,
      );
    }
    const data = {
      role: 'option',
      'data-name': person.name,
      'data-hovercard-id': person.email,
    };
    return el(
      'div',
      {
        c: 'afV',
        s: 'chip',
        a: { ...data, 'aria-label': `${person.name} (${person.email})` },
      },
      name,
      remove,
    );
  }
}
