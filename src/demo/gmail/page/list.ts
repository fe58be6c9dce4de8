import type { DraftDto, ThreadDto } from '../contract.ts';
import type { App } from './app.ts';
import { el, nextId, toggleClass } from './dom.ts';
import { icon } from './icons.ts';

export type RowItem =
  | { kind: 'thread'; thread: ThreadDto; draft?: DraftDto }
  | { kind: 'draft'; draft: DraftDto };

function keyOf(item: RowItem): string {
  return item.kind === 'thread' ? item.thread.legacyId : item.draft.messageId;
}

function lastDate(item: RowItem): number {
  return item.kind === 'thread' ? (item.thread.messages.at(-1)?.date ?? 0) : item.draft.date;
}

/** What a folder shows, newest first. */
export function itemsOf(app: App, folder: string, query: string): RowItem[] {
  const { threads, drafts } = app.mail;
  if (folder === 'drafts') {
    return drafts
      .map((draft): RowItem => ({ kind: 'draft', draft }))
      .sort((a, b) => lastDate(b) - lastDate(a));
  }
  const wanted = (thread: ThreadDto): boolean => {
    if (folder === 'starred') return thread.starred;
    if (folder === 'search')
      return JSON.stringify([thread.subject, thread.messages])
        .toLowerCase()
        .includes(query.toLowerCase());
    if (folder === 'all')
      return !thread.folders.includes('trash') && !thread.folders.includes('spam');
    return thread.folders.some((one) => one === folder);
  };
  return threads
    .filter(wanted)
    .map((thread): RowItem => {
      const draft = drafts.find((one) => one.replyTo && one.legacyThreadId === thread.legacyId);
      return draft ? { kind: 'thread', thread, draft } : { kind: 'thread', thread };
    })
    .sort((a, b) => lastDate(b) - lastDate(a));
}

export interface ListView {
  /** `[gh=tl]`. */
  node: HTMLElement;
  draw(items: RowItem[]): void;
  /** Moves the cursor by `step` rows. */
  move(step: number): void;
  /** The row under the cursor. */
  current(): RowItem | undefined;
  /** Ticks the row under the cursor. */
  select(): void;
}

/** A list of conversations or drafts: `div.Cp table > tbody > tr.zA`. Rows live as long as their item. */
export function createList(
  app: App,
  act: { open(item: RowItem): void; star(item: RowItem): void },
): ListView {
  const body = el('tbody');
  const empty = el('div', { s: 'empty', text: app.labels.empty });
  const table = el('table', { c: 'F cf zt', s: 'rows', a: { id: nextId(), role: 'grid' } }, body);
  const node = el(
    'div',
    { c: 'ae4 UI', s: 'list', a: { gh: 'tl' } },
    el('div', { c: 'Cp' }, el('div', {}, table)),
    empty,
  );
  const rows = new Map<string, HTMLTableRowElement>();
  let shown: RowItem[] = [];
  let at = 0;
  const mark = () => {
    shown.forEach((item, index) => {
      rows.get(keyOf(item))?.classList.toggle('g-cursor', index === at);
    });
  };
  return {
    node,
    draw(items) {
      shown = items;
      at = Math.min(at, Math.max(0, items.length - 1));
      empty.style.display = items.length > 0 ? 'none' : '';
      for (const key of [...rows.keys()]) {
        if (!items.some((item) => keyOf(item) === key)) rows.delete(key);
      }
      body.replaceChildren(
        ...items.map((item) => {
          const row =
            rows.get(keyOf(item)) ??
            el('tr', {
              c: 'zA',
              s: 'row',
              a: { id: nextId(), role: 'row', tabindex: -1 },
            });
          rows.set(keyOf(item), row);
          fillRow(app, row, item, act);
          return row;
        }),
      );
      mark();
    },
    move(step) {
      at = Math.max(0, Math.min(shown.length - 1, at + step));
      mark();
    },
    current: () => shown[at],
    select() {
      const item = shown[at];
      const row = item && rows.get(keyOf(item));
      if (row) {
        row.classList.toggle('g-selected');
        toggleClass(row, 'x7', row.classList.contains('g-selected'));
      }
    },
  };
}

function fillRow(
  app: App,
  row: HTMLTableRowElement,
  item: RowItem,
  act: { open(item: RowItem): void; star(item: RowItem): void },
): void {
  const thread = item.kind === 'thread' ? item.thread : undefined;
  const draft = item.draft;
  const unread = thread?.unread ?? false;
  toggleClass(row, 'zE', unread);
  toggleClass(row, 'yO', !unread);
  row.classList.toggle('g-unread', unread);
  const star = el(
    'span',
    {
      c: 'aXw T-KT',
      s: thread?.starred ? 'star on' : 'star',
      a: { 'aria-label': app.labels.starred, role: 'button' },
    },
    icon('starred', 16),
  );
  star.addEventListener('click', (event) => {
    event.stopPropagation();
    act.star(item);
  });
  const date = new Date(lastDate(item));
  const lang = document.documentElement.lang;
  const today = date.toDateString() === new Date().toDateString();
  const short = new Intl.DateTimeFormat(
    lang,
    today ? { timeStyle: 'short' } : { month: 'short', day: 'numeric' },
  ).format(date);
  const long = new Intl.DateTimeFormat(lang, {
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(date);
  row.replaceChildren(
    el(
      'td',
      { c: 'oZ-x3 xY aid', s: 'tick-cell' },
      el('div', {
        c: 'oZ-jc T-Jo J-J5-Ji',
        s: 'tick',
        a: { role: 'checkbox', 'aria-checked': 'false', tabindex: -1 },
      }),
    ),
    el('td', { c: 'apU xY', s: 'star-cell' }, star),
    el('td', { c: 'yX xY', s: 'who-cell' }, whoCell(app, item)),
    el(
      'td',
      { c: 'xY a4W', s: 'subject-cell', a: { tabindex: -1 } },
      subjectCell(app, thread, draft),
    ),
    el(
      'td',
      { c: 'xW xY', s: 'date-cell' },
      el('span', {
        a: { title: long, 'aria-label': long, id: nextId() },
        text: short,
      }),
    ),
  );
  row.onclick = () => act.open(item);
}

function whoCell(app: App, item: RowItem): HTMLElement {
  const cell = el('div', { c: 'yW', s: 'who' });
  if (item.kind === 'thread') {
    const senders = new Map(item.thread.messages.map(({ from }) => [from.email, from]));
    [...senders.values()].forEach((from, index) => {
      const name = from.email === app.config.account ? app.labels.me : from.name;
      cell.append(
        index > 0 ? ', ' : '',
        el('span', {
          c: item.thread.unread ? 'zF' : 'yP',
          a: { email: from.email, name: from.name },
          text: name,
        }),
      );
    });
    const count = item.thread.messages.length;
    if (count > 1) cell.append(el('span', { c: 'bx0', s: 'quiet', text: ` ${count}` }));
  }
  if (item.draft)
    cell.append(
      item.kind === 'thread' ? ', ' : '',
      el('span', { c: 'boq', s: 'draft-label', text: app.labels.draft }),
    );
  return cell;
}

function subjectCell(
  app: App,
  thread: ThreadDto | undefined,
  draft: DraftDto | undefined,
): HTMLElement {
  const last = thread?.messages.at(-1)?.legacyId;
  const data: Record<string, string | undefined> = {
    id: nextId(),
    'data-thread-id': `#${thread?.id ?? draft?.threadId}`,
    'data-legacy-thread-id': thread?.legacyId ?? draft?.legacyThreadId,
    'data-legacy-last-message-id': draft?.legacyMessageId || last,
    'data-legacy-last-non-draft-message-id': last,
  };
  if (!thread && draft && !draft.replyTo) data['data-standalone-draft-id'] = `#${draft.messageId}`;
  const title = (thread?.subject ?? draft?.subject) || app.labels.noSubject;
  const snippet = draft?.snippet ?? thread?.messages.at(-1)?.snippet ?? '';
  const subject = el('span', { c: 'bog' }, el('span', { a: data, text: title }));
  return el(
    'div',
    { c: 'xS', a: { role: 'link' } },
    el(
      'div',
      { c: 'xT', s: 'subject-line' },
      el('div', { c: 'y6', s: 'subject-text' }, subject),
      el('span', { c: 'y2', s: 'snippet' }, ' - ', el('bdi', { text: snippet })),
    ),
  );
}
