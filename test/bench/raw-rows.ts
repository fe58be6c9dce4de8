import type { Page } from 'playwright-core';

/*
 * What B6 asks inside a page of the extension. As strings: the TypeScript loader would put its own
 * helpers into functions.
 */
const OPEN = `
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const ended = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  const now = () => performance.timeOrigin + performance.now();
  const bench = globalThis.bench ??= {};
  bench.db ??= await done(indexedDB.open('countersign'));
`;

/** Once the feed has been written to this place, and with `ended` the pull is over: that moment. */
const WRITTEN = `async ({ cursor, ended: whole }) => {${OPEN}
  for (;;) {
    const { value } = await done(bench.db.transaction('meta').objectStore('meta').get('sync')) ?? {};
    if (value?.cursor === cursor && (!whole || value.complete)) return now();
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}`;

/** A database with the same stores and indexes, beside ours. */
const MAKE = `async () => {${OPEN}
  const read = bench.db.transaction(['items', 'entries']);
  const stores = ['items', 'entries'].map((name) => {
    const store = read.objectStore(name);
    const indexes = [...store.indexNames].map((index) => {
      const { keyPath, multiEntry, unique } = store.index(index);
      return { index, keyPath, options: { multiEntry, unique } };
    });
    return { name, keyPath: store.keyPath, indexes };
  });
  const asked = indexedDB.open('raw', 1);
  asked.onupgradeneeded = () => {
    for (const { name, keyPath, indexes } of stores) {
      const made = asked.result.createObjectStore(name, { keyPath });
      for (const one of indexes) made.createIndex(one.index, one.keyPath, one.options);
    }
  };
  bench.raw = await done(asked);
}`;

/**
 * The rows of these proposals as our store holds them, put as they are into the other database: all of
 * a page at once, a page a transaction, as durable as ours. Milliseconds of the writing alone.
 */
const PUT = `async ({ ids, page }) => {${OPEN}
  const read = bench.db.transaction(['items', 'entries']);
  const all = (name) => Promise.all(ids.map((id) => done(read.objectStore(name).get(id))));
  const [items, entries] = await Promise.all([all('items'), all('entries')]);
  if (items.some((row) => row === undefined)) throw new Error('a row is missing');
  const before = performance.now();
  for (let from = 0; from < ids.length; from += page) {
    const write = bench.raw.transaction(['items', 'entries'], 'readwrite', { durability: 'strict' });
    const [into, beside] = [write.objectStore('items'), write.objectStore('entries')];
    for (const row of items.slice(from, from + page)) into.put(row);
    for (const row of entries.slice(from, from + page)) if (row) beside.put(row);
    await ended(write);
  }
  return performance.now() - before;
}`;

const run = <T>(page: Page, script: string, argument: object = {}): Promise<T> =>
  page.evaluate(`(${script})(${JSON.stringify(argument)})`);

/** When the store has been written to this cursor, and where `ended` the whole pull is: milliseconds since the epoch. */
export const writtenAt = (page: Page, cursor: string, ended: boolean): Promise<number> =>
  run(page, WRITTEN, { cursor, ended });

export const makeRaw = (page: Page): Promise<void> => run(page, MAKE);

/** Milliseconds of a raw bulk put of these proposals' rows, `page` a transaction. */
export const putRaw = (page: Page, ids: readonly string[], size: number): Promise<number> =>
  run(page, PUT, { ids, page: size });
