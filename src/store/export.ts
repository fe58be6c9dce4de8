import type { Store } from './db.ts';
import { getMeta } from './meta.ts';

/**
 * Everything that this browser keeps about the person, as JSON can hold it. Without what would let
 * others act as them: the token, and signatures that haven't left.
 */
export async function everythingKept(db: Store): Promise<Record<string, unknown>> {
  return await db.transaction('r', db.tables, async () => {
    const [pairing, settings, sites, health, connection] = await Promise.all([
      getMeta(db, 'pairing'),
      getMeta(db, 'settings'),
      getMeta(db, 'sites'),
      getMeta(db, 'health'),
      getMeta(db, 'connection'),
    ]);
    const { accessToken: _secret, ...enrolment } = pairing ?? { accessToken: '' };
    const decisions = await db.outbox.toArray();
    return {
      enrolment,
      settings: settings ?? {},
      sites: sites ?? [],
      connection: connection ?? {},
      items: (await db.items.toArray()).map(({ item }) => item),
      decisions: decisions.map(({ jws: _signature, ...row }) => row),
      sends: await db.redemptions.toArray(),
      reports: (await db.reports.toArray()).map(({ report }) => report),
      health: health ?? {},
    };
  });
}
