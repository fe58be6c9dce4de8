import type { DraftDto, ThreadAction, ThreadDto } from '../contract.ts';
import { parseThreadToken, threadToken } from '../draft-url.ts';
import { api } from './api.ts';
import type { App } from './app.ts';
import { el } from './dom.ts';
import { createFrame } from './frame.ts';
import { listenForKeys } from './keys.ts';
import { createList, itemsOf, type ListView, type RowItem } from './list.ts';
import { go, type Route, readRoute, routeDrafts, writeComposes } from './router.ts';
import { ThreadView } from './thread.ts';
import { toast } from './toast.ts';

interface Page {
  node: HTMLElement;
  list?: ListView;
  thread?: ThreadView;
}

/** The main window: folders, lists, threads. Pages stay in the document, hidden, once seen. */
export function startMailApp(app: App): void {
  const frame = createFrame(app);
  const pages = new Map<string, Page>();
  let current: Page | undefined;
  let undoLast: (() => void) | undefined;

  const folderOf = (route: Route) => route.name;
  const open = (item: RowItem) => {
    if (item.kind === 'draft') app.openDraft(item.draft);
    else go(`${folderOf(readRoute())}/${threadToken(item.thread.id)}`);
  };
  const star = (item: RowItem) => {
    if (item.kind === 'thread') void api.act(item.thread.legacyId, 'star');
  };

  function threadOf(route: Route): ThreadDto | undefined {
    if (route.name === 'search' || !route.param) return undefined;
    const id = parseThreadToken(route.param);
    return app.mail.threads.find((one) => one.id === id || one.legacyId === route.param);
  }

  function pageFor(route: Route): Page {
    const thread = threadOf(route);
    const key = thread ? thread.id : `${route.name}/${route.name === 'search' ? route.param : ''}`;
    const known = pages.get(key);
    if (known) return known;
    const view = thread
      ? { thread: new ThreadView(app, thread) }
      : { list: createList(app, { open, star }) };
    const node = el(
      'div',
      { c: 'nH', s: 'page' },
      el('div', { a: { role: 'main' } }, (view.thread ?? view.list).node),
    );
    const page: Page = { node, ...view };
    frame.pages.append(node);
    pages.set(key, page);
    return page;
  }

  function draw(): void {
    const route = readRoute();
    const unread = app.mail.threads.filter(
      (one) => one.unread && one.folders.includes('inbox'),
    ).length;
    frame.draw(route.name, unread, app.mail.drafts.length);
    for (const [key, page] of pages) {
      const [folder = '', query = ''] = key.split('/');
      page.list?.draw(itemsOf(app, folder, query));
      const thread =
        page.thread && app.mail.threads.find((one) => one.id === page.thread?.thread.id);
      if (thread) page.thread?.update(thread);
    }
    current?.thread?.openDrafts(app.mail.drafts);
    const name = app.labels[route.name as 'inbox'] ?? route.name;
    const place = current?.thread
      ? current.thread.thread.subject
      : unread > 0 && route.name === 'inbox'
        ? `${name} (${unread})`
        : name;
    document.title = `${place} - ${app.config.account} - Gmail`;
  }

  function show(): void {
    const route = readRoute();
    const page = pageFor(route);
    for (const one of pages.values()) one.node.style.display = one === page ? '' : 'none';
    current = page;
    draw();
    const thread = page.thread?.thread;
    page.thread?.openDrafts(app.mail.drafts, true);
    if (thread?.unread) void api.act(thread.legacyId, 'read');
    for (const messageId of routeDrafts(route)) {
      const draft = app.mail.drafts.find((one) => one.messageId === messageId);
      if (draft && !app.composes.find(messageId)) app.composes.openFloating(draft);
    }
    if (route.composes.includes('new') && app.composes.floating().every((one) => one.saved))
      app.composes.newMail();
  }

  app.refresh = async () => {
    app.mail = await api.state();
    draw();
  };
  app.composesChanged = () => writeComposes(app.composes.floating());
  app.openDraft = (draft: DraftDto) => {
    const thread =
      draft.replyTo && app.mail.threads.find((one) => one.legacyId === draft.legacyThreadId);
    if (!thread) app.composes.openFloating(draft);
    else if (current?.thread?.thread.id === thread.id) current.thread.openDrafts([draft], true);
    else go(`${readRoute().name}/${threadToken(thread.id)}`);
  };

  const target = (): ThreadDto | undefined => {
    if (current?.thread) return current.thread.thread;
    const item = current?.list?.current();
    return item?.kind === 'thread' ? item.thread : undefined;
  };
  const act = (action: ThreadAction, text: string) => () => {
    const thread = target();
    if (!thread) return;
    undoLast = () => void api.act(thread.legacyId, 'inbox');
    void api.act(thread.legacyId, action);
    if (current?.thread) go(readRoute().name);
    toast(text, {
      label: app.labels.undo,
      act: () => undoLast?.(),
      forMs: 6000,
    });
  };
  const archive = act('archive', app.labels.archived);
  const openCurrent = () => {
    const item = current?.list?.current();
    if (item) open(item);
  };
  listenForKeys(
    {
      j: () => current?.list?.move(1),
      k: () => current?.list?.move(-1),
      o: openCurrent,
      Enter: openCurrent,
      u: () => go(readRoute().name),
      c: () => app.composes.newMail(),
      r: () => current?.thread?.reply('reply'),
      a: () => current?.thread?.reply('reply-all'),
      f: () => current?.thread?.reply('forward'),
      e: archive,
      y: archive,
      '[': archive,
      ']': archive,
      '#': act('delete', app.labels.deleted),
      '!': act('spam', app.labels.spammed),
      x: () => current?.list?.select(),
      s: () => {
        const thread = target();
        if (thread) void api.act(thread.legacyId, 'star');
      },
      z: () => undoLast?.(),
      '/': () => frame.search.focus(),
    },
    app.config.shortcuts,
  );
  window.addEventListener('hashchange', show);
  window.addEventListener('popstate', show);
  if (!location.hash) history.replaceState(null, '', '#inbox');
  show();
}
