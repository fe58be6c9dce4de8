import type { CrmConfig } from '../contract.ts';
import { button, el } from './dom.ts';
import { listen } from './keys.ts';
import { bars, SHAPES } from './shapes.ts';

const config = JSON.parse(document.getElementById('page-config')?.textContent ?? '') as CrmConfig;
/** Records that were visited stay in the page, hidden, as these systems keep them. */
const kept = new Map<string, HTMLElement>();
const KEPT = 8;
let dialog: HTMLElement | null = null;

const here = (): string => location.pathname + location.search + location.hash;

function draw(): void {
  const place = here();
  const record = config.records.find((one) => place.startsWith(one.place));
  for (const part of kept.values()) part.hidden = true;
  const key = record?.place ?? 'list';
  const part = kept.get(key) ?? el('section', { class: 'tab', id: `tab-${kept.size}-content` });
  part.replaceChildren(record ? SHAPES[config.shape](record) : list());
  part.hidden = false;
  kept.delete(key);
  kept.set(key, part);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) {
    kept.get(oldest)?.remove();
    kept.delete(oldest);
  }
  document.title = `${record?.name ?? 'All'} | ${config.label}`;
  document.body.querySelector('.stage')?.append(part);
}

const list = (): HTMLElement =>
  el('div', { class: 'list' }, [
    el('h1', {}, ['All records']),
    ...config.records.map(({ name, place }) => el('p', {}, [el('a', { href: place }, [name])])),
  ]);

function go(place: string): void {
  if (place === here()) return;
  // Hash routes are set as such: these pages have no other history.
  if (place.startsWith('/#')) location.hash = place.slice(1);
  else history.pushState({}, '', place);
  draw();
}

/** The whole body; again, when it is thrown away and made anew. */
function frame(): void {
  const links = [
    el('a', { href: config.list }, ['All']),
    ...config.records.map(({ name, place }) => el('a', { href: place }, [name])),
  ];
  document.body.replaceChildren(
    el('header', {}, [el('strong', {}, [config.label]), el('input', { 'aria-label': 'Search' })]),
    el('nav', {}, [...links, button('New task', () => window.__crm.openDialog('aria'))]),
    el('div', { class: 'stage' }, [...kept.values()]),
    ...bars(config.shape),
  );
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link) return;
  event.preventDefault();
  go(link.getAttribute('href') ?? '/');
});
window.addEventListener('popstate', draw);
window.addEventListener('hashchange', draw);

window.__crm = {
  go,
  redraw() {
    kept.clear();
    frame();
    draw();
  },
  replaceBody() {
    document.body.replaceWith(document.createElement('body'));
    frame();
    draw();
  },
  openDialog(kind) {
    const close = button('Cancel', () => window.__crm.closeDialog());
    const inside = [el('h2', {}, ['New task']), el('input'), close];
    if (kind === 'native') {
      const native = document.createElement('dialog');
      native.append(...inside);
      document.body.append(native);
      native.showModal();
      dialog = native;
    } else {
      dialog = el('div', { role: 'dialog', 'aria-modal': 'true', class: 'modal' }, inside);
      document.body.append(dialog);
    }
  },
  closeDialog() {
    dialog?.remove();
    dialog = null;
  },
};
listen({
  t: () => window.__crm.openDialog('aria'),
  a: () => go(config.list),
  r: () => go(config.list),
});
frame();
draw();
