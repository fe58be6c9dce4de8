import type { Diagnostics } from '../messages/diagnostics.ts';
import type { Store } from '../store/db.ts';
import { CONNECTION_START, getMeta, SYNC_START } from '../store/meta.ts';
import type { Preferences } from './preferences.ts';
import type { Sites } from './sites.ts';
import { statusOf } from './status.ts';
import type { LiveState } from './sync/live.ts';

export type DiagnoseInput = {
  db: Store;
  preferences: Preferences;
  sites: Sites;
  live: () => LiveState;
  now: () => number;
  scripts: () => Promise<number>;
  mayNotify: () => Promise<boolean>;
  /** bytes, where the browser says */
  storage: () => Promise<number | undefined>;
};

/** How things stand, in numbers and in words of ours. Sentences of the gate stay out: names are in them. */
export async function diagnose(input: DiagnoseInput): Promise<Diagnostics> {
  const { db, preferences, sites, now } = input;
  const [status, pairing, kept, sync, standing, rows] = await Promise.all([
    statusOf(db, input.live()),
    getMeta(db, 'pairing'),
    getMeta(db, 'connection'),
    getMeta(db, 'sync'),
    preferences.inForce(),
    sites.list(),
  ]);
  const [items, decisions, redemptions, reports] = await Promise.all([
    db.items.count(),
    db.outbox.toArray(),
    db.redemptions.toArray(),
    db.reports.count(),
  ]);
  const { failures, lastSyncAt } = kept ?? CONNECTION_START;
  const { settings, locked, lockedKeys, faults } = standing;
  const { theme, language, notify, retentionDays, keys } = settings;
  const storage = await input.storage().catch(() => undefined);
  return {
    connection: {
      state: status.connection,
      gate: pairing === undefined ? 'none' : kindOf(pairing.gateUrl),
      live: input.live(),
      failures,
      ...(lastSyncAt === undefined
        ? {}
        : { sinceSync: Math.round((now() - Date.parse(lastSyncAt)) / 1000) }),
      historyLost: status.historyLost !== undefined,
    },
    queue: {
      generation: (sync ?? SYNC_START).generation,
      complete: (sync ?? SYNC_START).complete,
      waiting: status.pending,
      ...{ items, reports },
      decisions: countBy(decisions),
      redemptions: countBy(redemptions),
    },
    settings: {
      ...{ theme, language, notify, retentionDays },
      ownKeys: Object.keys(keys).length,
      locked: locked.length + lockedKeys.length,
      faults: faults.length,
    },
    sites: {
      on: rows.flatMap(({ on, custom, name }) => (on && !custom ? [name] : [])),
      custom: rows.filter(({ on, custom }) => on && custom).length,
      scripts: await input.scripts(),
    },
    notifications: await input.mayNotify(),
    ...(storage === undefined ? {} : { storage }),
  };
}

const kindOf = (gateUrl: string) => (gateUrl.startsWith('https:') ? 'https' : 'this-machine');

function countBy(rows: readonly { state: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
