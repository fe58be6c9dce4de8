import type { Store } from './db.ts';
import { getMeta } from './meta.ts';
import { openSpaces } from './spaces.ts';

/**
 * Everything that this browser keeps about the person, as JSON can hold it. Without what would let
 * others act as them: the token, and signatures that haven't left.
 */
export async function everythingKept(home: Store): Promise<Record<string, unknown>> {
  const spaces = openSpaces(home);
  try {
    const [settings, sites, health] = await Promise.all([
      getMeta(home, 'settings'),
      getMeta(home, 'sites'),
      getMeta(home, 'health'),
    ]);
    const each = await spaces.read();
    return {
      settings: settings ?? {},
      sites: sites ?? [],
      health: health ?? {},
      workspaces: await Promise.all(each.map(({ db }) => keptOf(db))),
    };
  } finally {
    spaces.close();
  }
}

/** What is kept of one space. */
function keptOf(db: Store): Promise<Record<string, unknown>> {
  return db.transaction('r', db.tables, async () => {
    const [pairing, connection] = await Promise.all([
      getMeta(db, 'pairing'),
      getMeta(db, 'connection'),
    ]);
    const { accessToken: _secret, ...enrolment } = pairing ?? { accessToken: '' };
    const decisions = await db.outbox.toArray();
    return {
      enrolment,
      connection: connection ?? {},
      items: (await db.items.toArray()).map(({ item }) => item),
      decisions: decisions.map(({ jws: _signature, ...row }) => row),
      sends: await db.redemptions.toArray(),
      reports: (await db.reports.toArray()).map(({ report }) => report),
    };
  });
}
