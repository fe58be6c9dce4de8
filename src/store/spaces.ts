import { Dexie } from 'dexie';
import { Store } from './db.ts';
import { getMeta, putMeta } from './meta.ts';
import type { BrowserKey } from './meta-values.ts';
import { spaceNames } from './space-names.ts';

/*
 * A space is one pairing of this browser: a workspace at a gate. Each has a database of its own, with
 * its key, queue and outbox, so that nothing of one can be decided, signed or sent as another's. The
 * space's id is its database's name. The first one's database is the one that was there before there
 * could be others; what belongs to the browser (settings, sites, health) lies there too, paired or not.
 */

/** A space as pages show it. */
export type SpaceStore = {
  id: string;
  /** see `spaceNames` */
  name: string;
  db: Store;
};

/** Names of the databases of all spaces, the first one's first; some may not be paired (yet). */
export async function spaceIds(home: Store): Promise<string[]> {
  return [home.name, ...((await getMeta(home, 'spaces')) ?? [])];
}

/** A database for one more space. Named in the list before anything is in it, so that none is forgotten. */
export async function addSpace(home: Store): Promise<Store> {
  const id = `${home.name}-${crypto.randomUUID()}`;
  await home.transaction('rw', home.meta, async () => {
    await putMeta(home, 'spaces', [...((await getMeta(home, 'spaces')) ?? []), id]);
  });
  return new Store(id);
}

/** Erases a space that isn't the first. Killed anywhere, {@link tidySpaces} ends it. */
export async function removeSpace(home: Store, db: Store): Promise<void> {
  // Emptied first: a page that still has it open may make it anew, and then there is nothing in it.
  await wipePairing(db);
  await home.transaction('rw', home.meta, async () => {
    const left = ((await getMeta(home, 'spaces')) ?? []).filter((id) => id !== db.name);
    await putMeta(home, 'spaces', left);
  });
  await db.delete();
}

/** Erases databases that no space has (any more): of a pairing or a sign-out that was cut short. */
export async function tidySpaces(home: Store): Promise<void> {
  const kept: string[] = [];
  for (const id of (await spaceIds(home)).slice(1)) {
    const db = new Store(id);
    if ((await getMeta(db, 'pairing')) !== undefined) kept.push(id);
    db.close();
  }
  if (kept.length !== (await spaceIds(home)).length - 1) await putMeta(home, 'spaces', kept);
  const prefix = `${home.name}-`;
  for (const name of await Dexie.getDatabaseNames()) {
    if (name.startsWith(prefix) && !kept.includes(name)) await Dexie.delete(name);
  }
}

const OF_BROWSER = Object.keys({
  ...{ settings: 1, sites: 1, spaces: 1, health: 1, notices: 1 },
} satisfies Record<BrowserKey, 1>);

/** Empties a space and leaves what belongs to the browser: the sign-out of one among others. */
export async function wipePairing(db: Store): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    const others = db.tables.filter(({ name }) => name !== 'meta');
    await Promise.all([
      ...others.map((table) => table.clear()),
      db.meta.where('key').noneOf(OF_BROWSER).delete(),
    ]);
  });
}

/** The paired spaces, for pages: each database is opened once, and closed when its space has gone. `home` is the caller's. */
export function openSpaces(home: Store): { read(): Promise<SpaceStore[]>; close(): void } {
  const open = new Map([[home.name, home]]);
  return {
    async read() {
      const ids = await spaceIds(home);
      for (const [id, db] of open) {
        if (ids.includes(id)) continue;
        db.close();
        open.delete(id);
      }
      const each = await Promise.all(
        ids.map(async (id) => {
          const db = open.get(id) ?? new Store(id);
          open.set(id, db);
          const pairing = await getMeta(db, 'pairing');
          return pairing ? [{ id, db, pairing }] : [];
        }),
      );
      const paired = each.flat();
      const names = spaceNames(paired.map(({ pairing }) => pairing));
      return paired.map(({ id, db }, at) => ({ id, db, name: names[at] ?? '' }));
    },
    close() {
      for (const db of open.values()) if (db !== home) db.close();
    },
  };
}
