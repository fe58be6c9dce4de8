import { el } from '../../gmail/page/dom.ts';
import type { Labels } from '../../gmail/page/labels.ts';

/** A modal dialog as a child of body. Answers which button was pressed; -1 for Escape. */
export function dialog(title: string, buttons: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const finish = (at: number) => {
      shade.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(at);
    };
    const choices = buttons.map((text, at) =>
      el('button', { s: 'choice', a: { type: 'button' }, text, on: { click: () => finish(at) } }),
    );
    const shade = el(
      'div',
      { s: 'shade' },
      el(
        'div',
        { s: 'dialog', a: { role: 'dialog', 'aria-modal': 'true', 'aria-label': title } },
        el('h2', { text: title }),
        ...choices,
      ),
    );
    shade.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') finish(-1);
    });
    document.body.append(shade);
    choices[0]?.focus();
  });
}

/** The times that schedule send offers: milliseconds since the epoch, or null. */
export async function pickTime(labels: Labels): Promise<number | null> {
  const in8 = (days: number) => new Date(Date.now() + days * 86_400_000).setHours(8, 0, 0, 0);
  const at = await dialog(labels.schedule, [labels.tomorrowMorning, labels.mondayMorning]);
  return at < 0 ? null : in8(at + 1);
}

/**
 * A menu that hangs under body, away from what opened it, and takes the focus on its entries. Nothing
 * but words tells the entries apart.
 */
export function openMenu(
  opener: HTMLElement,
  entries: readonly { label: string; act(): void }[],
): void {
  const close = (back: boolean) => {
    menu.remove();
    opener.setAttribute('aria-expanded', 'false');
    document.removeEventListener('mousedown', away, true);
    if (back) opener.focus();
  };
  const away = ({ target }: MouseEvent) => {
    if (!(target instanceof Node) || (!menu.contains(target) && !opener.contains(target)))
      close(false);
  };
  const items = entries.map(({ label, act }) =>
    el('div', {
      s: 'menu-item',
      a: { role: 'menuitem', tabindex: -1 },
      text: label,
      on: {
        click: () => {
          close(true);
          act();
        },
      },
    }),
  );
  const menu = el('div', { s: 'menu', a: { role: 'menu' } }, ...items);
  menu.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement as HTMLDivElement);
    if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items.at(at - 1)?.focus();
    else if (event.key === 'Escape') close(true);
    else if (event.key === 'Enter' || event.key === ' ') items[at]?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const { left, bottom } = opener.getBoundingClientRect();
  menu.style.left = `${left}px`;
  menu.style.top = `${bottom}px`;
  document.body.append(menu);
  opener.setAttribute('aria-expanded', 'true');
  document.addEventListener('mousedown', away, true);
  items[0]?.focus();
}
