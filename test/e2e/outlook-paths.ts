import type { OutlookCompose } from '../../src/demo/drive/outlook-page.ts';

/** A way in which a person at the second inbox starts a send (DELIVERY §4). */
export type OutlookPath = { name: string; act(compose: OutlookCompose): Promise<void> };

const SEND = '.g-send';
const ARROW = '.g-send-arrow';

/** Presses where a node stands now; nodes are replaced meanwhile. */
async function pressAt(compose: OutlookCompose, selector: string): Promise<void> {
  const { page } = compose.mail;
  const box = await page.evaluate((find) => {
    const { left, top, width, height } =
      document.querySelector(find)?.getBoundingClientRect() ?? new DOMRect();
    return width > 0 ? { x: left + width / 2, y: top + height / 2 } : null;
  }, selector);
  if (!box) throw new Error(`there is nothing to press: ${selector}`);
  await page.mouse.move(box.x, box.y);
  await page.mouse.down();
  await page.mouse.up();
}

/** Finds and focuses in one step, so that no re-render comes between. */
const focus = ({ mail }: OutlookCompose, selector: string): Promise<void> =>
  mail.page.evaluate((find) => document.querySelector<HTMLElement>(find)?.focus(), selector);

const key = (name: string, on: string) => async (compose: OutlookCompose) => {
  await focus(compose, on);
  await compose.mail.page.keyboard.press(name);
};

/** A stopped choice leaves the menu open. */
async function closeMenu(compose: OutlookCompose): Promise<void> {
  if ((await compose.mail.page.locator('[role=menu]').count()) === 0) return;
  await pressAt(compose, '.g-header');
}

async function byKeys(compose: OutlookCompose, downs: number): Promise<void> {
  const { keyboard } = compose.mail.page;
  await focus(compose, ARROW);
  await keyboard.press('Enter');
  await compose.mail.page.locator('[role=menu]').waitFor();
  for (let step = 0; step < downs; step += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await closeMenu(compose);
}

async function byMouse(compose: OutlookCompose, nth: number): Promise<void> {
  await pressAt(compose, ARROW);
  await compose.mail.page.locator('[role=menu]').waitFor();
  await pressAt(compose, `[role=menuitem]:nth-child(${nth})`);
  await closeMenu(compose);
}

const BODY = '[aria-multiline=true]';
export const CLICK: OutlookPath = {
  name: '1 click on Send',
  act: (compose) => pressAt(compose, SEND),
};
export const SHORTCUT: OutlookPath = { name: '3 Ctrl+Enter', act: key('Control+Enter', BODY) };

/** Those that send a mail that is cleared. */
export const SENDING: readonly OutlookPath[] = [
  CLICK,
  { name: '2 Enter on Send', act: key('Enter', SEND) },
  { name: '2 Space on Send', act: key('Space', SEND) },
  SHORTCUT,
  { name: '3 Meta+Enter', act: key('Meta+Enter', BODY) },
  { name: '3 Alt+S', act: key('Alt+s', BODY) },
  { name: '3 Ctrl+Enter with the focus in the list', act: key('Control+Enter', '[role=option]') },
];

/** Entries of the send menu, of which nothing but words tells which sends and which schedules. */
export const MENU: readonly OutlookPath[] = [
  { name: '5 the menu, by mouse', act: (compose) => byMouse(compose, 1) },
  { name: '5 the menu, by keys', act: (compose) => byKeys(compose, 0) },
  { name: '6 schedule send, by mouse', act: (compose) => byMouse(compose, 2) },
  { name: '6 schedule send, by keys', act: (compose) => byKeys(compose, 1) },
];

export const named = (paths: readonly OutlookPath[]): [string, OutlookPath][] =>
  paths.map((path) => [path.name, path]);
