import { parseDraftToken } from '../draft-url.ts';
import { api } from './api.ts';
import type { App } from './app.ts';
import { addClasses, el } from './dom.ts';
import { listenForKeys } from './keys.ts';

/** A window of its own for one compose (`…/popout#compose=<token>`): no list, no navigation. */
export function startPopout(app: App): void {
  addClasses(document.body, 'xE xp');
  const host = el('div', { c: 'aaZ', s: 'popout-compose' });
  document.body.append(el('div', { c: 'nH', s: 'popout', a: { role: 'main' } }, host));
  const setTitle = (subject: string) => {
    document.title = `${subject || app.labels.newMessage} - ${app.config.account} - Gmail`;
  };
  app.refresh = async () => {
    app.mail = await api.state();
  };
  app.composesChanged = () => undefined;
  app.openDraft = (draft) => {
    app.composes.openIn(draft, host, { titleChanged: setTitle });
    setTitle(draft.subject);
  };
  listenForKeys({}, app.config.shortcuts);
  const wanted = parseDraftToken(location.hash.replace('#compose=', ''));
  const draft = app.mail.drafts.find((one) => one.messageId === wanted?.messageId);
  if (draft) app.openDraft(draft);
  else setTitle(app.labels.empty);
}
