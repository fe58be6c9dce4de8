import { el } from './dom.ts';

export interface ToastAction {
  label: string;
  act(): void;
  /** The action disappears after so many milliseconds. */
  forMs: number;
}

const LASTS_MS = 6000;
let shown: HTMLElement | null = null;
let refusal: HTMLElement | null = null;

/** The one line at the bottom left. A new one replaces the old. */
export function toast(text: string, action?: ToastAction): void {
  shown?.remove();
  const node = el('div', {
    c: 'b8 UC',
    s: 'toast',
    a: { role: 'alert', 'aria-live': 'assertive' },
  });
  const line = el('div', { c: 'vh' }, el('span', { c: 'aT' }, el('span', { c: 'bAq', text })));
  if (action) {
    const link = el('span', {
      c: 'ag a8k',
      s: 'toast-action',
      a: { id: 'link_undo', role: 'link', tabindex: 0 },
      text: action.label,
      on: {
        click: () => {
          link.remove();
          action.act();
        },
      },
    });
    line.append(link);
    setTimeout(() => link.remove(), action.forMs);
  }
  node.append(line);
  document.body.append(node);
  shown = node;
  setTimeout(() => node.remove(), Math.max(LASTS_MS, action?.forMs ?? 0));
}

/** Refuses something in a dialog that must be answered: Gmail's `[role=alertdialog]`. */
export function refuse(text: string, ok: string): void {
  // One press may ask several times: mousedown, mouseup, click.
  if (refusal?.isConnected) return;
  const before = document.activeElement;
  const close = () => {
    shade.remove();
    if (before instanceof HTMLElement) before.focus();
  };
  const button = el('button', {
    c: 'J-at1-auR',
    s: 'primary',
    a: { name: 'ok', type: 'button' },
    text: ok,
    on: { click: close },
  });
  const dialog = el(
    'div',
    {
      c: 'Kj-JD',
      s: 'dialog',
      a: { role: 'alertdialog', 'aria-modal': 'true', tabindex: 0 },
    },
    el('p', { text }),
    button,
  );
  const shade = el('div', { s: 'shade' }, dialog);
  shade.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
  });
  document.body.append(shade);
  refusal = shade;
  button.focus();
}
