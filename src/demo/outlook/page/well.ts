import type { Person } from '../../gmail/contract.ts';
import { el } from '../../gmail/page/dom.ts';
import { parsePerson } from '../../gmail/page/recipients.ts';

let pills = 0;

/** One recipients field: an editable line of pills, with what is typed beside them. */
export class Well {
  readonly node: HTMLElement;
  readonly line: HTMLElement;
  readonly #changed: () => void;
  readonly #people = new Map<HTMLElement, Person>();

  constructor(input: { id: string; label: string; people: Person[]; changed: () => void }) {
    this.#changed = input.changed;
    this.line = el('div', {
      s: 'well',
      a: {
        role: 'textbox',
        contenteditable: 'true',
        tabindex: 0,
        'aria-label': input.label,
        spellcheck: 'false',
      },
      on: {
        keydown: (event) => this.#key(event as KeyboardEvent),
        input: () => this.#changed(),
        blur: () => this.commit(),
      },
    });
    this.node = el(
      'div',
      { s: 'field', a: { id: input.id } },
      el('button', { s: 'label', a: { type: 'button', tabindex: -1 }, text: input.label }),
      this.line,
    );
    for (const person of input.people) this.#add(person);
  }

  people(): Person[] {
    return [...this.#people]
      .filter(([pill]) => this.line.contains(pill))
      .map(([, person]) => person);
  }

  /** Makes pills of what is typed. */
  commit(): void {
    const typed = [...this.line.childNodes].filter((node) => node instanceof Text);
    const text = typed.map((node) => node.data).join('');
    for (const node of typed) node.remove();
    for (const part of text.split(/[,;\n]+/)) {
      const person = parsePerson(part);
      if (person) this.#add(person);
    }
    if (text.trim() !== '') this.#changed();
  }

  #add(person: Person): void {
    pills += 1;
    const { name, email } = person;
    const remove = el('button', {
      s: 'pill-remove',
      a: { type: 'button', tabindex: -1, 'aria-label': `Remove ${name}` },
      text: '×',
      on: {
        click: () => {
          pill.remove();
          this.#changed();
        },
      },
    });
    const text = name === email ? email : `${name} <${email}>`;
    const persona = el(
      'span',
      { a: { 'data-lpc-hover-target-id': `lpc-react-target-${pills}` } },
      el('span', { text }),
    );
    const pill = el('span', { s: 'pill', a: { contenteditable: 'false' } }, persona, remove);
    this.#people.set(pill, person);
    this.line.append(pill);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || !['Enter', ',', ';'].includes(event.key)) return;
    event.preventDefault();
    this.commit();
    getSelection()?.collapse(this.line, this.line.childNodes.length);
  }
}
