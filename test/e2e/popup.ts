import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** The toolbar button's popup over a tab, as the browser opens it: it isn't among the driver's pages. */
export type Popup = {
  text(): Promise<string>;
  /** presses the middle of what a selector finds, as a finger would */
  press(selector: string): Promise<void>;
  close(): Promise<void>;
};

/** Presses the extension's toolbar button on this tab (so `activeTab` counts), and waits for its popup. */
export async function openPopup(
  context: BrowserContext,
  extensionId: string,
  over: Page,
): Promise<Popup> {
  const whole = context.browser();
  if (whole === null) throw new Error('this browser has no session of its own');
  const cdp = await whole.newBrowserCDPSession();
  const tabs = await cdp.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = tabs.targetInfos.find(({ url }) => url === over.url());
  if (!tab) throw new Error(`no tab is at ${over.url()}`);
  await over.bringToFront();
  // Newer than the driver's types.
  const send = cdp.send.bind(cdp) as (name: string, params: object) => Promise<unknown>;
  await send('Extensions.triggerAction', { id: extensionId, targetId: tab.targetId });
  const targetId = await popupTarget(cdp, extensionId);
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
  const ask = asking(cdp, sessionId);
  const evaluate = async (expression: string): Promise<unknown> => {
    const told = await ask('Runtime.evaluate', { expression, returnByValue: true });
    return (told as { result: { value: unknown } }).result.value;
  };
  return {
    text: async () => String(await evaluate('document.body.innerText')),
    async press(selector) {
      const at = (await evaluate(
        `(() => { const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return { x: x + width / 2, y: y + height / 2 }; })()`,
      )) as { x: number; y: number };
      const button = { ...at, button: 'left', clickCount: 1 };
      await ask('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
      await ask('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
    },
    async close() {
      await cdp.send('Target.closeTarget', { targetId }).catch(() => undefined);
      await cdp.detach();
    },
  };
}

async function popupTarget(cdp: CDPSession, extensionId: string): Promise<string> {
  const url = `chrome-extension://${extensionId}/src/pages/popup/index.html`;
  for (let tries = 0; tries < 100; tries += 1) {
    const { targetInfos } = await cdp.send('Target.getTargets');
    const found = targetInfos.find((target) => target.url === url);
    if (found) return found.targetId;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no popup has opened');
}

/** A session inside the browser's session: this driver can't hold one of a popup. */
function asking(cdp: CDPSession, sessionId: string) {
  let count = 0;
  return (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      count += 1;
      const id = count;
      const hear = (event: { sessionId: string; message: string }) => {
        const told: unknown = JSON.parse(event.message);
        const { id: of, result, error } = told as { id?: number; result: unknown; error?: unknown };
        if (event.sessionId !== sessionId || of !== id) return;
        cdp.off('Target.receivedMessageFromTarget', hear);
        if (error) reject(new Error(JSON.stringify(error)));
        else resolve(result);
      };
      cdp.on('Target.receivedMessageFromTarget', hear);
      const message = JSON.stringify({ id, method, params });
      cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}
