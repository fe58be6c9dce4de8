import type { Compose } from '../../src/demo/drive/mail-page.ts';

/** A way in which a person at the page starts a send: the numbered paths of DELIVERY §4. */
export type SendPath = {
  name: string;
  /** only replies have the send-and-archive button */
  replyOnly?: boolean;
  act(compose: Compose): Promise<void>;
};

/** What is pressed and focused, inside the compose's root: nodes there are replaced, the root stays. */
const BODY = '[g_editable=true]';
const SEND = '.g-send';
const ARROW = '.g-send-arrow';
const ENTRY = '[role=menu]:has([selector=scheduledSend]) [role=menuitem]';

/** Presses where a node stands now. */
export async function pressAt(compose: Compose, selector: string, nth = 0): Promise<void> {
  const { page } = compose.mail;
  const box = await compose.root.evaluate(
    (root, [find, at]) => {
      const node = root.querySelectorAll(find)[at];
      const { left, top, width, height } = node?.getBoundingClientRect() ?? new DOMRect();
      return width > 0 ? { x: left + width / 2, y: top + height / 2 } : null;
    },
    [selector, nth] as const,
  );
  if (!box) throw new Error(`there is nothing to press: ${selector}`);
  await page.mouse.move(box.x, box.y);
  await page.mouse.down();
  await page.mouse.up();
}

/** Finds and focuses in one step, so that no re-render comes between. */
const focus = (compose: Compose, selector: string): Promise<void> =>
  compose.root.evaluate((root, find) => root.querySelector<HTMLElement>(find)?.focus(), selector);

const key = (name: string, on: 'send' | 'body') => async (compose: Compose) => {
  await focus(compose, on === 'send' ? SEND : BODY);
  await compose.mail.page.keyboard.press(name);
};

async function menuByKeys(compose: Compose, downs: number): Promise<void> {
  const { keyboard } = compose.mail.page;
  await focus(compose, ARROW);
  await keyboard.press('ArrowDown');
  for (let step = 0; step < downs; step += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await closeMenu(compose);
}

async function menuByMouse(compose: Compose, item: number): Promise<void> {
  // As somebody who was writing: from the panel's frame, the page's menu would lose the focus at once.
  await focus(compose, BODY);
  await pressAt(compose, ARROW);
  await pressAt(compose, ENTRY, item);
  await closeMenu(compose);
}

/** A stopped choice leaves the menu open, as Gmail would; a sent compose is gone with it. */
async function closeMenu(compose: Compose): Promise<void> {
  if ((await compose.body.count()) > 0) await focus(compose, BODY).catch(() => undefined);
}

/** Opens the menu that has schedule send in it. */
export const openMenu = (compose: Compose): Promise<void> => pressAt(compose, ARROW);
/** Its first entry, schedule send. */
export const chooseSchedule = (compose: Compose): Promise<void> => pressAt(compose, ENTRY, 0);

/** 1 */
export const CLICK: SendPath = {
  name: '1 click on Send',
  act: (compose) => pressAt(compose, SEND),
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
    act: (compose) => pressAt(compose, '.g-send-archive'),
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
