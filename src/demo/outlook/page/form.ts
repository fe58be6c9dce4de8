import type { AttachmentInfo, DraftDto } from '../../gmail/contract.ts';
import { el } from '../../gmail/page/dom.ts';
import { buildTree } from '../../gmail/page/tree.ts';
import type { App } from './app.ts';
import { openMenu } from './overlays.ts';
import { Well } from './well.ts';

let forms = 0;

const sizeText = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024))} KB`;

/** The fields of one compose. Their ids carry a name that is made anew for each. */
export class Form {
  readonly node: HTMLElement;
  readonly body: HTMLElement;
  readonly subject: HTMLInputElement;
  readonly to: Well;
  readonly cc: Well;
  readonly bcc: Well;
  readonly attachments: AttachmentInfo[];
  from: string;
  readonly #app: App;
  readonly #draft: DraftDto;
  readonly #changed: () => void;
  readonly #name: string;
  readonly #cards = el('div', { s: 'cards' });

  constructor(app: App, draft: DraftDto, changed: () => void) {
    forms += 1;
    this.#app = app;
    this.#draft = draft;
    this.#changed = changed;
    const random = crypto.getRandomValues(new Uint32Array(2));
    this.#name = `MSG_${[...random].map((part) => part.toString(16)).join('')}`;
    this.from = draft.from;
    this.attachments = [...draft.attachments];
    this.to = this.#well('to');
    this.cc = this.#well('cc');
    this.bcc = this.#well('bcc');
    this.subject = el('input', {
      s: 'subject',
      a: {
        id: `${this.#name}_SUBJECT`,
        type: 'text',
        maxlength: 255,
        placeholder: app.labels.subject,
        'aria-label': app.labels.subject,
      },
      on: { input: changed },
    });
    this.subject.value = draft.subject;
    this.body = this.#editable();
    this.body.append(buildTree(draft.body));
    this.#drawCards();
    this.node = el(
      'div',
      { s: 'form' },
      this.#fromRow(),
      this.#recipients(),
      this.subject,
      this.#cards,
      el(
        'div',
        { a: { id: `docking_DockingTriggerPart_${forms}` } },
        el('div', { s: 'editor', a: { id: `editorParent_${forms}` } }, this.body),
      ),
    );
  }

  attach(file: AttachmentInfo): void {
    this.attachments.push(file);
    this.#drawCards();
    this.#changed();
  }

  /** The same text in a new editable node, as editors do when they change their mode. */
  recreateBody(): void {
    const fresh = this.#editable();
    fresh.append(...this.body.childNodes);
    this.body.replaceWith(fresh);
    Object.assign(this, { body: fresh });
  }

  #editable(): HTMLElement {
    return el('div', {
      s: 'editable',
      a: {
        role: 'textbox',
        contenteditable: 'true',
        'aria-multiline': 'true',
        tabindex: 0,
        'aria-label': this.#app.labels.body,
        spellcheck: 'false',
      },
      on: { input: this.#changed },
    });
  }

  #well(field: 'to' | 'cc' | 'bcc'): Well {
    return new Well({
      id: `${this.#name}_${field.toUpperCase()}`,
      label: this.#app.labels[field],
      people: this.#draft[field],
      changed: this.#changed,
    });
  }

  #fromRow(): HTMLElement | null {
    const { aliases, account } = this.#app.config;
    if (aliases.length === 0) return null;
    const text = () => `${this.#app.labels.from}: ${this.#app.me.name} <${this.from}>`;
    const button = el('button', {
      s: 'from',
      a: { id: `${this.#name}_FROM`, type: 'button', 'aria-label': text() },
      text: text(),
      on: {
        click: () =>
          openMenu(
            button,
            [account, ...aliases].map((label) => ({
              label,
              act: () => {
                this.from = label;
                button.setAttribute('aria-label', text());
                button.replaceChildren(text());
                this.#changed();
              },
            })),
          ),
      },
    });
    return el('div', { s: 'field' }, button);
  }

  /** A reply's recipients are folded into one line until somebody goes there. */
  #recipients(): HTMLElement {
    const fields = () => {
      const opener = (well: Well, label: string) => {
        const button = el('button', {
          s: 'opener',
          a: { type: 'button' },
          text: label,
          on: {
            click: () => {
              button.replaceWith(well.node);
              well.line.focus();
            },
          },
        });
        return well.people().length > 0 ? well.node : button;
      };
      const { cc, bcc } = this.#app.labels;
      return [this.to.node, opener(this.cc, cc), opener(this.bcc, bcc)];
    };
    const box = el('div', { s: 'recipients' });
    if (this.#draft.mode === 'new') {
      box.append(...fields());
      return box;
    }
    const text = this.#draft.to.map(({ name }) => name).join('; ');
    const folded = el('div', {
      s: 'folded',
      a: { tabindex: 0 },
      text: `${this.#app.labels.to}: ${text}`,
      // As frameworks do: not while the event is handled, but right after.
      on: { focusin: () => queueMicrotask(() => box.replaceChildren(...fields())) },
    });
    box.append(folded);
    return box;
  }

  #drawCards(): void {
    this.#cards.replaceChildren(
      ...this.attachments.map(({ name, size }) =>
        el('div', {
          s: 'card',
          a: { 'data-testid': 'AttachmentCard', title: `${name} ${sizeText(size)}` },
          text: `${name} ${sizeText(size)}`,
        }),
      ),
    );
  }
}
