import type { PageConfig } from '../../gmail/contract.ts';
import { el } from '../../gmail/page/dom.ts';
import type { Labels } from '../../gmail/page/labels.ts';
import type { Route } from './app.ts';

const FOLDERS: [Route['folder'], 'inbox' | 'drafts' | 'sent'][] = [
  ['inbox', 'inbox'],
  ['drafts', 'drafts'],
  ['sentitems', 'sent'],
];

/** Header, ribbon and folders, and the places for list and reading pane. */
export function buildFrame(config: PageConfig, labels: Labels) {
  let begin = (): void => undefined;
  let choose = (_: Route['folder']): void => undefined;
  const list = el('div', { s: 'list', a: { role: 'listbox', 'aria-label': labels.inbox } });
  const pane = el('main', {
    s: 'pane',
    a: { id: 'ReadingPaneContainerId', 'data-app-section': 'MailReadCompose' },
  });
  const link = el('a', {
    s: 'brand',
    a: {
      id: 'O365_AppName',
      href: `/mail/?login_hint=${encodeURIComponent(config.account)}`,
    },
    text: labels.brand,
    on: { click: (event) => event.preventDefault() },
  });
  const me = el('button', {
    s: 'me',
    a: {
      id: 'O365_MainLink_Me',
      type: 'button',
      'aria-label': `${labels.account}: ${config.accountName}`,
    },
    text: config.accountName.charAt(0),
  });
  const search = el('input', {
    s: 'search',
    a: { type: 'search', 'aria-label': labels.search, placeholder: labels.search },
  });
  const folders = FOLDERS.map(([folder, name]) => ({
    folder,
    node: el('div', {
      s: 'folder',
      a: { role: 'treeitem', tabindex: 0 },
      text: labels[name],
      on: { click: () => choose(folder) },
    }),
  }));
  document.body.append(
    el('header', { s: 'header' }, link, search, me),
    el(
      'div',
      { s: 'ribbon', a: { id: 'innerRibbonContainer' } },
      el('button', {
        s: 'new',
        a: { type: 'button' },
        text: labels.newMessage,
        on: { click: () => begin() },
      }),
    ),
    el(
      'div',
      { s: 'middle' },
      el('div', { s: 'folders', a: { role: 'tree' } }, ...folders.map(({ node }) => node)),
      list,
      pane,
    ),
  );
  return {
    list,
    pane,
    onNew: (run: () => void) => {
      begin = run;
    },
    onFolder: (run: (folder: Route['folder']) => void) => {
      choose = run;
    },
    draw(open: Route['folder']) {
      for (const { folder, node } of folders)
        node.setAttribute('aria-selected', String(folder === open));
    },
  };
}
