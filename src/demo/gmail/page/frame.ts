import type { App } from './app.ts';
import { el, nextId } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { go } from './router.ts';

export interface Frame {
  search: HTMLInputElement;
  /** `div.aeF`: each child is a page, shown or hidden by `style.display`. */
  pages: HTMLElement;
  draw(folder: string, unread: number, drafts: number): void;
}

const FOLDERS: [string, IconName, 'inbox' | 'starred' | 'sent' | 'drafts' | 'spam' | 'trash'][] = [
  ['inbox', 'inbox', 'inbox'],
  ['starred', 'starred', 'starred'],
  ['sent', 'sent', 'sent'],
  ['drafts', 'drafts', 'drafts'],
  ['spam', 'spam', 'spam'],
  ['trash', 'trash', 'trash'],
];

/** Header, navigation and the place for pages. */
export function createFrame(app: App): Frame {
  const { labels, config, me } = app;
  const search = el('input', {
    c: 'gb_se',
    s: 'search-input',
    a: {
      type: 'text',
      name: 'q',
      placeholder: labels.search,
      'aria-label': labels.search,
      autocomplete: 'off',
    },
    on: {
      keydown: (event) => {
        if ((event as KeyboardEvent).key === 'Enter')
          go(`search/${encodeURIComponent(search.value)}`);
      },
    },
  });
  const signOut = {
    href: '/SignOutOptions',
    'aria-label': `${labels.account}: ${me.name} (${me.email})`,
    role: 'button',
  };
  const avatar = el('a', {
    s: 'avatar',
    a: signOut,
    text: me.name.charAt(0).toUpperCase(),
    on: { click: (event) => event.preventDefault() },
  });
  const header = el(
    'header',
    { s: 'header', a: { role: 'banner' } },
    el('div', { s: 'brand' }, icon('menu', 20), el('span', { text: labels.brand })),
    el('div', { s: 'search', a: { role: 'search' } }, icon('search', 18), search),
    el('span', { s: 'account quiet', text: config.account }),
    avatar,
  );
  const compose = el(
    'div',
    {
      c: 'T-I T-I-KE L3',
      s: 'compose-button',
      a: { gh: 'cm', role: 'button', tabindex: 0 },
      on: { click: () => app.composes.newMail() },
    },
    icon('compose', 18),
    labels.compose,
  );
  const links = FOLDERS.map(([folder, image, name]) => {
    const count = el('span', { c: 'bsU', s: 'count' });
    const link = el(
      'a',
      { c: 'J-Ke n0', s: 'folder', a: { href: `#${folder}`, id: nextId() } },
      icon(image, 17),
      el('span', { s: 'grow', text: labels[name] }),
      count,
    );
    link.addEventListener('click', (event) => {
      event.preventDefault();
      go(folder);
    });
    return { folder, link, count };
  });
  const nav = el(
    'div',
    { c: 'aeN', s: 'nav', a: { role: 'navigation' } },
    el('div', { c: 'aIH' }, el('div', { c: 'aic' }, compose)),
    ...links.map(({ link }) => link),
  );
  const pages = el('div', { c: 'aeF', s: 'pages' });
  const content = el(
    'div',
    { c: 'bkK', s: 'content' },
    el('div', { c: 'nH', s: 'surface' }, pages),
  );
  document.body.append(
    el('div', { c: 'nH', s: 'app' }, header, el('div', { c: 'nH', s: 'middle' }, nav, content)),
  );
  return {
    search,
    pages,
    draw(folder, unread, drafts) {
      for (const one of links) {
        one.link.classList.toggle('g-current', one.folder === folder);
        const number = one.folder === 'inbox' ? unread : one.folder === 'drafts' ? drafts : 0;
        one.count.textContent = number > 0 ? String(number) : '';
      }
    },
  };
}
