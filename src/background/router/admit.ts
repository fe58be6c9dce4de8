import { MessageError } from '../../messages/channel.ts';
import type { MessageSender } from '../../platform/runtime.ts';

/** Where our content scripts stand from the installation on, by origin. */
const FIXED_ORIGINS = new Set(['https://mail.google.com']);
const PANEL_PATH = '/src/pages/panel/index.html';

/** What this extension calls itself. */
export type Self = { id: string; origin: string };

type Check = (from: MessageSender) => void;

/** Content scripts: ours, in the top frame of a tab on Gmail, or on a site that is on (`isOn`). */
export const admitContent =
  (self: Self, isOn: (url: string) => Promise<boolean>) =>
  async (from: MessageSender): Promise<void> => {
    const ok =
      from.id === self.id &&
      from.tabId !== undefined &&
      from.frameId === 0 &&
      (FIXED_ORIGINS.has(originOf(from.url)) || (await isOn(from.url ?? '')));
    if (!ok) throw new MessageError('not from a host page');
  };

const REVIEW_PATHS: ReadonlySet<string> = new Set([
  '/src/pages/queue/index.html',
  '/src/pages/spot-check/index.html',
]);

/**
 * The queue's own page, and that of spot-checks: at the top of a tab or in the side panel, so never inside
 * another's page.
 */
export const isQueuePage = (self: Self, from: MessageSender): boolean =>
  from.id === self.id &&
  (from.tabId === undefined || from.frameId === 0) &&
  originOf(from.url) === self.origin &&
  REVIEW_PATHS.has(pathOf(from.url));

/** What reviews: the panel, or the queue's page. */
export const admitReview =
  (self: Self): Check =>
  (from) => {
    if (!isQueuePage(self, from)) admitPanel(self)(from);
  };

/** The panel: our own page, framed in a tab. Its nonce is asked for besides. */
export const admitPanel =
  (self: Self): Check =>
  (from) => {
    const ok =
      from.id === self.id &&
      from.tabId !== undefined &&
      from.frameId !== undefined &&
      from.frameId > 0 &&
      originOf(from.url) === self.origin &&
      pathOf(from.url) === PANEL_PATH;
    if (!ok) throw new MessageError('not from a panel');
  };

/** First-party pages: our own, at the top of a tab or in no tab (popup, side panel), never framed. */
export const admitPage =
  (self: Self): Check =>
  (from) => {
    const ok =
      from.id === self.id &&
      (from.tabId === undefined || from.frameId === 0) &&
      originOf(from.url) === self.origin &&
      pathOf(from.url) !== PANEL_PATH;
    if (!ok) throw new MessageError('not from a page of ours');
  };

function originOf(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return '';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

const pathOf = (url: string | undefined): string =>
  url !== undefined && URL.canParse(url) ? new URL(url).pathname : '';
