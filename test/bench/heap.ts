import type { BrowserContext, CDPSession } from 'playwright-core';

/** Bytes in use after a collection: of JavaScript, and of what the browser's own objects hold for it. */
export type Heap = { script: number; embedder: number };
type Ask = (method: string) => Promise<unknown>;

/** Of this target (a worker, or a frame of an extension), by its address; attaching keeps it alive. */
export async function heapOf(
  context: BrowserContext,
  target: { type: 'service_worker' | 'iframe'; url: string },
): Promise<Heap> {
  const whole = context.browser();
  if (whole === null) throw new Error('this browser has no session of its own');
  const cdp = await whole.newBrowserCDPSession();
  try {
    const filter = [{ type: target.type }];
    const { targetInfos } = await cdp.send('Target.getTargets', { filter });
    const found = targetInfos.find(({ url }) => url.startsWith(target.url));
    if (!found) throw new Error(`nothing of this kind is at ${target.url}`);
    const { targetId } = found;
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
    return await read(asking(cdp, sessionId));
  } finally {
    await cdp.detach();
  }
}

async function read(ask: Ask): Promise<Heap> {
  await ask('HeapProfiler.enable');
  // What only the first collection sets free is collected by the second.
  for (let turn = 0; turn < 2; turn += 1) await ask('HeapProfiler.collectGarbage');
  const used = (await ask('Runtime.getHeapUsage')) as {
    usedSize: number;
    embedderHeapUsedSize?: number;
    backingStorageSize?: number;
  };
  return {
    script: used.usedSize,
    embedder: (used.embedderHeapUsedSize ?? 0) + (used.backingStorageSize ?? 0),
  };
}

/** A session inside the browser's: this driver holds none of a worker. */
function asking(cdp: CDPSession, sessionId: string): Ask {
  let count = 0;
  return (method) =>
    new Promise((resolve, reject) => {
      count += 1;
      const id = count;
      const hear = (event: { sessionId: string; message: string }) => {
        const told = JSON.parse(event.message) as { id?: number; result: unknown; error?: unknown };
        if (event.sessionId !== sessionId || told.id !== id) return;
        cdp.off('Target.receivedMessageFromTarget', hear);
        if (told.error) reject(new Error(JSON.stringify(told.error)));
        else resolve(told.result);
      };
      cdp.on('Target.receivedMessageFromTarget', hear);
      const message = JSON.stringify({ id, method, params: {} });
      cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}
