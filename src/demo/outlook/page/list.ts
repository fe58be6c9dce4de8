import { el } from '../../gmail/page/dom.ts';
import { type App, pathOf, type Route } from './app.ts';

type Row = { key: string; convid: string; title: string; text: string; route: Route };

function rowsOf({ mail, labels }: App, { folder }: Route): Row[] {
  if (folder === 'drafts') {
    return mail.drafts.map(({ messageId, legacyThreadId, threadId, subject, snippet }) => ({
      key: messageId,
      // A draft that answers nothing has a conversation of its own.
      convid: legacyThreadId || threadId,
      title: subject || labels.noSubject,
      text: snippet,
      route: { folder, id: messageId },
    }));
  }
  const name = folder === 'inbox' ? 'inbox' : 'sent';
  return mail.threads
    .filter(({ folders }) => folders.includes(name))
    .map(({ legacyId, subject, messages }) => ({
      key: legacyId,
      convid: legacyId,
      title: subject || labels.noSubject,
      text: messages.at(-1)?.snippet ?? '',
      route: { folder, id: legacyId },
    }));
}

/** Draws the open folder's rows anew, whole, as lists that are virtualised do. */
export function drawList(
  list: HTMLElement,
  { app, route, open }: { app: App; route: Route; open: (to: Route) => void },
): void {
  list.replaceChildren(
    ...rowsOf(app, route).map((row) =>
      el(
        'div',
        {
          s: 'row',
          a: {
            role: 'option',
            tabindex: -1,
            'data-convid': row.convid,
            'aria-selected': String(pathOf(row.route) === pathOf(route)),
          },
          on: { click: () => open(row.route) },
        },
        el('div', { s: 'row-title', text: row.title }),
        el('div', { s: 'quiet', text: row.text }),
      ),
    ),
  );
}
