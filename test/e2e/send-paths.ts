import type { Locator } from 'playwright-core';
import type { Compose } from '../../src/demo/drive/mail-page.ts';

/** A way in which a person at the page starts a send: the numbered paths of DELIVERY §4. */
export type SendPath = {
  name: string;
  /** only replies have the send-and-archive button */
  replyOnly?: boolean;
  act(compose: Compose): Promise<void>;
};

/** Presses where a node stands now. Its node may be replaced at any moment, so it is found afresh. */
export async function pressAt(compose: Compose, target: Locator): Promise<void> {
  const { page } = compose.mail;
  const { x, y } = await again(target, (node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return node.isConnected && width > 0 ? { x: left + width / 2, y: top + height / 2 } : null;
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
}

/** Focuses a node in one step, so that no re-render comes between finding and focusing it. */
async function focus(target: Locator): Promise<void> {
  await again(target, (node) => {
    (node as HTMLElement).focus();
    return node.isConnected && node.contains(document.activeElement) ? true : null;
  });
}

/** Asks a node that may have been replaced since it was found, until one answers. */
async function again<T>(target: Locator, ask: (node: Element) => T | null): Promise<T> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const answer = await target.first().evaluate(ask, undefined, { timeout: 5000 });
    if (answer !== null) return answer;
  }
  throw new Error('the node is never there when it is asked');
}

const key = (name: string, on: 'send' | 'body') => async (compose: Compose) => {
  await focus(on === 'send' ? compose.send : compose.body);
  await compose.mail.page.keyboard.press(name);
};

async function menuByKeys(compose: Compose, downs: number): Promise<void> {
  const { keyboard } = compose.mail.page;
  await focus(compose.arrow);
  await keyboard.press('ArrowDown');
  for (let step = 0; step < downs; step += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await closeMenu(compose);
}

async function menuByMouse(compose: Compose, item: number): Promise<void> {
  // As somebody who was writing: from the panel's frame, the page's menu would lose the focus at once.
  await focus(compose.body);
  await pressAt(compose, compose.arrow);
  await pressAt(compose, compose.menuItem(item));
  await closeMenu(compose);
}

/** A stopped choice leaves the menu open, as Gmail would; a sent compose is gone with it. */
async function closeMenu(compose: Compose): Promise<void> {
  if ((await compose.body.count()) > 0) await focus(compose.body).catch(() => undefined);
}

/** 1 */
export const CLICK: SendPath = {
  name: '1 click on Send',
  act: (compose) => pressAt(compose, compose.send),
};
export const SHORTCUT: SendPath = { name: '3 Ctrl+Enter', act: key('Control+Enter', 'body') };

/** Those that must be stopped on a bound compose, in all states, and send any other. */
export const SEND_PATHS: readonly SendPath[] = [
  CLICK,
  { name: '2 Enter on Send', act: key('Enter', 'send') },
  { name: '2 Space on Send', act: key('Space', 'send') },
  SHORTCUT,
  { name: '3 Meta+Enter', act: key('Meta+Enter', 'body') },
  { name: '3 Ctrl+Shift+Enter', act: key('Control+Shift+Enter', 'body') },
  {
    name: '4 send and archive',
    replyOnly: true,
    act: (compose) => pressAt(compose, compose.archive),
  },
  { name: '5 the menu, by keys', act: (compose) => menuByKeys(compose, 2) },
  { name: '5 the menu, by mouse', act: (compose) => menuByMouse(compose, 1) },
];

/** Path 6. They open the page's date dialog where nothing stops them. */
export const SCHEDULE_PATHS: readonly SendPath[] = [
  { name: '6 schedule send, by mouse', act: (compose) => menuByMouse(compose, 0) },
  { name: '6 schedule send, by keys', act: (compose) => menuByKeys(compose, 1) },
];

/** For a table of tests. */
export const named = (paths: readonly SendPath[]): [string, SendPath][] =>
  paths.map((path) => [path.name, path]);
