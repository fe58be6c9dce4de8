import type { DraftDto, PageConfig, ThreadDto } from '../../gmail/contract.ts';
import { api } from '../../gmail/page/api.ts';
import { el } from '../../gmail/page/dom.ts';
import { listenForKeys } from '../../gmail/page/keys.ts';
import { LABELS } from '../../gmail/page/labels.ts';
import { newMail, newReply } from '../../gmail/page/new-draft.ts';
import { buildTree } from '../../gmail/page/tree.ts';
import { watchViolations } from '../../gmail/page/violations.ts';
import { type App, pathOf, type Route, readRoute } from './app.ts';
import { Compose } from './compose.ts';
import { buildFrame } from './frame.ts';
import { drawList } from './list.ts';

/*
 * A list and a reading pane, which shows a conversation or one compose. The pane's outermost node of a
 * compose is one for all of them, as frameworks reuse nodes; window of one compose: that compose alone.
 */
async function start(): Promise<void> {
  watchViolations();
  const config = JSON.parse(
    document.getElementById('page-config')?.textContent ?? '',
  ) as PageConfig;
  const popout = location.pathname.includes('/deeplink/compose');
  const frame = popout ? null : buildFrame(config, LABELS[config.language]);
  const pane = frame?.pane ?? document.body;
  const holder = popout
    ? el('div', { s: 'window', a: { 'data-app-section': 'Form_Content' } })
    : el('div', { a: { id: 'docking_InitVisiblePart_0' } });
  let compose: Compose | null = null;
  let openThread: ThreadDto | null = null;

  const app: App = {
    config,
    labels: LABELS[config.language],
    me: { email: config.account, name: config.accountName },
    mail: await api.state(),
    async refresh() {
      app.mail = await api.state();
      draw();
    },
    openDraft(draft) {
      go({ folder: 'drafts', id: draft.messageId }, () => showDraft(draft));
    },
    closed() {
      compose = null;
      holder.remove();
      if (popout) return;
      go({ ...readRoute(), id: null }, () => show(readRoute()));
    },
  };

  /** Address and page change one after the other, in an order that can be chosen. */
  function go(route: Route, change: () => void): void {
    const write = () => {
      if (pathOf(readRoute()) !== pathOf(route)) history.pushState(null, '', pathOf(route));
      draw();
    };
    const late = config.lateAddressMs;
    if (late > 0) {
      change();
      setTimeout(write, late);
    } else {
      write();
      if (late < 0) setTimeout(change, -late);
      else change();
    }
  }

  function showDraft(draft: DraftDto): void {
    if (compose?.draft.messageId === draft.messageId) return;
    void compose?.close();
    openThread = null;
    const next = new Compose(app, draft);
    compose = next;
    holder.replaceChildren(next.node);
    pane.replaceChildren(holder);
    next.form.body.focus();
  }

  function showThread(thread: ThreadDto): void {
    void compose?.close();
    compose = null;
    openThread = thread;
    const draft = app.mail.drafts.find((one) => one.legacyThreadId === thread.legacyId);
    const reply = el('button', {
      s: 'reply',
      a: { type: 'button' },
      text: app.labels.reply,
      on: { click: () => answer() },
    });
    pane.replaceChildren(
      el(
        'div',
        { a: { id: 'ConversationReadingPaneContainer' } },
        el('span', {
          s: 'title',
          a: {
            id: `CONV_${thread.legacyId.slice(-9, -4)}_SUBJECT`,
            role: 'heading',
            'aria-level': 2,
          },
          text: thread.subject,
        }),
        ...thread.messages.map(({ from, body }) =>
          el(
            'div',
            { s: 'message' },
            el('div', { s: 'quiet', text: `${from.name} <${from.email}>` }),
            el('div', { a: { role: 'document' } }, buildTree(body)),
          ),
        ),
        reply,
      ),
    );
    if (draft) inline(draft);
  }

  function inline(draft: DraftDto): void {
    const next = new Compose(app, draft);
    compose = next;
    holder.replaceChildren(next.node);
    pane.prepend(holder);
    next.form.body.focus();
  }

  function answer(): void {
    const message = openThread?.messages.at(-1);
    if (!openThread || !message || compose) return;
    inline(withIds(newReply(app, { thread: openThread, message, mode: 'reply' })));
  }

  function show({ folder, id }: Route): void {
    const draft = app.mail.drafts.find(({ messageId }) => messageId === id);
    const thread = app.mail.threads.find(({ legacyId }) => legacyId === id);
    if (folder === 'drafts' && draft) showDraft(draft);
    else if (thread) showThread(thread);
    else {
      void compose?.close();
      compose = null;
      openThread = null;
      pane.replaceChildren(el('p', { s: 'empty', text: app.labels.empty }));
    }
  }

  function draw(): void {
    if (!frame) return;
    const route = readRoute();
    frame.draw(route.folder);
    drawList(frame.list, { app, route, open: (to) => go(to, () => show(to)) });
  }

  function write(): void {
    void compose?.close();
    openThread = null;
    const next = new Compose(app, withIds(newMail(app)));
    compose = next;
    holder.replaceChildren(next.node);
    pane.replaceChildren(holder);
    next.form.to.line.focus();
  }

  if (frame) {
    frame.onNew(write);
    frame.onFolder((folder) => go({ folder, id: null }, () => show({ folder, id: null })));
    listenForKeys(
      {
        n: write,
        r: answer,
        e: () => {
          if (openThread) void api.act(openThread.legacyId, 'archive');
        },
      },
      config.shortcuts,
    );
    addEventListener('popstate', () => {
      draw();
      show(readRoute());
    });
    draw();
    show(readRoute());
  } else {
    const id = new URLSearchParams(location.search).get('ItemID');
    const draft = app.mail.drafts.find(({ messageId }) => messageId === id);
    if (draft) showDraft(draft);
  }
  const events = new EventSource('/mail/x/events');
  events.onmessage = () => void app.refresh().catch(() => undefined);
}

/** The client makes the ids of what exists only here. */
function withIds(draft: DraftDto): DraftDto {
  const random = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(48))));
  const id = random.replaceAll('/', '-').replaceAll('+', '_');
  const { legacyThreadId } = draft;
  return { ...draft, messageId: `AAMk${id}`, threadId: legacyThreadId || `AAQk${id}` };
}

start().catch((error: unknown) => console.error('the mail page failed to start', error));
