import type { Page } from 'playwright-core';

/**
 * Makes the queue `count` items long: copies of the one mail without a place in the mailbox that the
 * feed has brought, each with its own id, number, subject, due time, tier and digests, written as the
 * store writes them (rows, entries, and the counter in one transaction each). Runs in a page of the
 * extension. Returns the bytes of one row as JSON.
 */
export async function fillQueue(page: Page, count: number): Promise<number> {
  return page.evaluate(FILL.replace('COUNT', String(count)));
}

// As a string: the TypeScript loader would put its own helpers into functions.
const FILL = `(async () => {
  const count = COUNT;
  const asked = indexedDB.open('countersign');
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const ended = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  const db = await done(asked);
  const read = db.transaction(['items', 'entries']);
  const [row] = (await done(read.objectStore('items').getAll())).filter((one) => one.open === 1);
  const entry = await done(read.objectStore('entries').get(row.proposalId));
  const text = JSON.stringify(row);
  const hex = (bytes) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const tiers = ['high', 'medium', 'low'];
  const begin = Date.parse(row.dueAt);
  const STEP = 2000;
  for (let from = 1; from <= count; from += STEP) {
    const write = db.transaction(['items', 'entries', 'meta'], 'readwrite', { durability: 'relaxed' });
    for (let at = from; at < from + STEP && at <= count; at += 1) {
      const one = JSON.parse(text);
      const time = (Date.now() + at).toString(16).padStart(12, '0');
      const id = time.slice(0, 8) + '-' + time.slice(8) + '-7' + hex(2).slice(1) + '-8' + hex(2).slice(1) + '-' + hex(6);
      const number = String(at).padStart(6, '0');
      const tier = tiers[at % 3];
      const dueAt = new Date(begin + ((at * 7919) % count) * 1000).toISOString();
      one.proposalId = id;
      one.tierRank = at % 3;
      one.dueAt = dueAt;
      Object.assign(one.item, { proposalId: id, tier, dueAt, contentDigest: hex(32) });
      one.item.content.subject = 'No ' + number + ': ' + one.item.content.subject.replace(/^No \\d+: /, '');
      write.objectStore('items').put(one);
      write.objectStore('entries').put({ ...entry, proposalId: id, matchDigest: hex(32) });
    }
    await ended(write);
  }
  const last = db.transaction('meta', 'readwrite');
  const pending = await done(last.objectStore('meta').get('pending'));
  last.objectStore('meta').put({ key: 'pending', value: (pending?.value ?? 0) + count });
  await ended(last);
  db.close();
  return text.length;
})()`;

/**
 * Waits until the browser has sorted what {@link fillQueue} poured in (its store compacts for tens of
 * seconds after 100,000 rows, and commits wait for it): until 40 strict commits in a row, one of them
 * each 100 ms, took less than `most` ms. Returns the seconds.
 */
export async function settled(page: Page, most = 10, seconds = 180): Promise<number> {
  const took = await page.evaluate<number | null>(
    SETTLE.replace('MOST', String(most)).replace('SECONDS', String(seconds)),
  );
  if (took === null) throw new Error(`the store has not come to rest within ${seconds} s`);
  return took;
}

const SETTLE = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await done(indexedDB.open('countersign'));
  const began = performance.now();
  let quick = 0;
  while (quick < 40) {
    if (performance.now() - began > SECONDS * 1000) return null;
    const from = performance.now();
    await new Promise((resolve, reject) => {
      const write = db.transaction(['items', 'meta'], 'readwrite', { durability: 'strict' });
      write.oncomplete = () => resolve();
      write.onabort = () => reject(write.error);
      const first = write.objectStore('items').openCursor();
      first.onsuccess = () => {
        write.objectStore('items').put(first.result.value);
        const meta = write.objectStore('meta');
        const pending = meta.get('pending');
        pending.onsuccess = () => meta.put(pending.result);
      };
    });
    quick = performance.now() - from < MOST ? quick + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  db.close();
  return (performance.now() - began) / 1000;
})()`;

/** The decisions that lie in IndexedDB: by decision id, the proposal each is about. */
export async function outbox(page: Page): Promise<Record<string, string>> {
  return page.evaluate(`(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const db = await done(indexedDB.open('countersign'));
    const rows = await done(db.transaction('outbox').objectStore('outbox').getAll());
    db.close();
    return Object.fromEntries(rows.map(({ decisionId, proposalId }) => [decisionId, proposalId]));
  })()`);
}
