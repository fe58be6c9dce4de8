import type { Meta } from './meta-values.ts';

/**
 * Values of a space's `meta` by the browser's own means: for the popup's first frame, which Dexie and its
 * 95 KB would hold up. Reads, and never makes or changes a database. What is in there was written by this
 * extension; whoever shows it parses it.
 * @param name the database's
 * @returns nothing of a database that isn't there, or that another version is just being made of
 */
export async function readMeta<K extends keyof Meta>(
  name: string,
  keys: readonly K[],
): Promise<{ [P in K]?: unknown }> {
  const db = await opened(name);
  if (db === null) return {};
  try {
    if (!db.objectStoreNames.contains('meta')) return {};
    const meta = db.transaction('meta').objectStore('meta');
    const rows = await Promise.all(
      keys.map(async (key) => [key, (await done<{ value: unknown }>(meta.get(key)))?.value]),
    );
    return Object.fromEntries(rows);
  } finally {
    db.close();
  }
}

function opened(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name);
    // It isn't there: making it, and its tables, is the worker's.
    asked.onupgradeneeded = () => asked.transaction?.abort();
    asked.onblocked = () => resolve(null);
    asked.onsuccess = () => {
      // A new version of the extension may want to change its tables just now.
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () =>
      asked.error?.name === 'AbortError' ? resolve(null) : reject(asked.error);
  });
}

const done = <T>(asked: IDBRequest<T | undefined>): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
