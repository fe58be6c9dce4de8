import type { AttachmentInfo } from '../contract.ts';
import type { App } from './app.ts';
import { el, nextId } from './dom.ts';
import { icon } from './icons.ts';

/** Gmail's short form: `(12K)`, from bytes. */
export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024
    ? `(${Math.max(1, Math.round(bytes / 1024))}K)`
    : `(${(bytes / 1048576).toFixed(1)}M)`;
}

/**
 * The compose's attachments. Their anchors (`.GM .dL`, name in `.vI`, size in `.vJ`) were found in
 * no source: plausible, unverified. The exact size is in `data-size`, which real Gmail lacks.
 */
export class Attachments {
  readonly area: HTMLElement;
  readonly picker: HTMLInputElement;
  readonly #app: App;
  readonly #changed: () => void;
  #files: AttachmentInfo[] = [];

  constructor(app: App, changed: () => void) {
    this.#app = app;
    this.#changed = changed;
    this.area = el('div', {
      c: 'GM',
      s: 'attachments',
      style: { display: 'none' },
    });
    this.picker = el('input', {
      s: 'file-input',
      a: { type: 'file', name: 'Filedata', multiple: true, tabindex: -1 },
      on: { change: () => this.#picked() },
    });
  }

  list(): AttachmentInfo[] {
    return this.#files.map((file) => ({ ...file }));
  }

  set(files: AttachmentInfo[]): void {
    this.#files = [...files];
    this.#draw();
  }

  #picked(): void {
    const added = [...(this.picker.files ?? [])];
    this.#files.push(...added.map(({ name, size, type }) => ({ name, size, type })));
    this.picker.value = '';
    this.#draw();
    this.#changed();
  }

  #draw(): void {
    this.area.style.display = this.#files.length > 0 ? '' : 'none';
    this.area.replaceChildren(
      ...this.#files.map((file) =>
        el(
          'div',
          {
            c: 'dL',
            s: 'attachment',
            a: { id: nextId(), 'data-size': file.size },
          },
          el('input', {
            a: { type: 'hidden', name: 'attach', value: file.name },
          }),
          icon('attach', 14),
          el('div', { c: 'vI', s: 'attachment-name', text: file.name }),
          el('div', { c: 'vJ', text: sizeText(file.size) }),
          this.#removeButton(file),
        ),
      ),
    );
  }

  #removeButton(file: AttachmentInfo): HTMLElement {
    const remove = () => {
      this.#files = this.#files.filter((one) => one !== file);
      this.#draw();
      this.#changed();
    };
    const label = `${this.#app.labels.remove} ${file.name}`;
    return el(
      'div',
      {
        c: 'vq',
        s: 'chip-remove',
        a: { role: 'button', tabindex: 1, 'aria-label': label },
        on: { click: remove },
      },
      icon('close', 12),
    );
  }
}
