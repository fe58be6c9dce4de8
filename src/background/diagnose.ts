import type { Diagnostics } from '../messages/diagnostics.ts';
import type { SpaceStatus } from '../messages/pages-to-worker.ts';
import { CONNECTION_START, getMeta, SYNC_START } from '../store/meta.ts';
import type { Preferences } from './preferences.ts';
import type { Sites } from './sites.ts';
import type { Space } from './space.ts';
import { statusOf } from './status.ts';

export type DiagnoseInput = {
  spaces: readonly Space[];
  preferences: Preferences;
  sites: Sites;
  now: () => number;
  scripts: () => Promise<number>;
  mayNotify: () => Promise<boolean>;
  /** bytes, where the browser says */
  storage: () => Promise<number | undefined>;
};

/** How things stand, in numbers and in words of ours. Sentences of the gate stay out: names are in them. */
export async function diagnose(input: DiagnoseInput): Promise<Diagnostics> {
  const { spaces, preferences, sites, now } = input;
  const [status, standing, rows] = await Promise.all([
    statusOf(spaces),
    preferences.inForce(),
    sites.list(),
  ]);
  const each = status.spaces.map(async (told) => {
    const space = spaces.find(({ id }) => id === told.id);
    return space ? [await spaceSaid(space, told, now())] : [];
  });
  const { settings, locked, lockedKeys, faults } = standing;
  const { theme, language, notify, retentionDays, keys } = settings;
  const storage = await input.storage().catch(() => undefined);
  return {
    spaces: (await Promise.all(each)).flat(),
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

async function spaceSaid(
  { db, live }: Space,
  told: SpaceStatus,
  now: number,
): Promise<Diagnostics['spaces'][number]> {
  const [kept, sync, items, decisions, redemptions, reports] = await Promise.all([
    getMeta(db, 'connection'),
    getMeta(db, 'sync'),
    db.items.count(),
    db.outbox.toArray(),
    db.redemptions.toArray(),
    db.reports.filter(({ refused }) => refused === undefined).count(),
  ]);
  const { failures, lastSyncAt } = kept ?? CONNECTION_START;
  return {
    connection: {
      state: told.connection,
      gate: kindOf(told.gate.url),
      live: live.state(),
      failures,
      ...(lastSyncAt === undefined
        ? {}
        : { sinceSync: Math.round((now - Date.parse(lastSyncAt)) / 1000) }),
      historyLost: told.historyLost !== undefined,
    },
    queue: {
      generation: (sync ?? SYNC_START).generation,
      complete: (sync ?? SYNC_START).complete,
      waiting: told.pending,
      ...{ items, reports },
      decisions: countBy(decisions),
      redemptions: countBy(redemptions),
    },
  };
}

const kindOf = (gateUrl: string) => (gateUrl.startsWith('https:') ? 'https' : 'this-machine');

function countBy(rows: readonly { state: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
