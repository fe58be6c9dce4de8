import type { ConnectionState, SpaceStatus, Status } from '../messages/pages-to-worker.ts';
import type { Store } from '../store/db.ts';
import { deviceKey } from '../store/keys.ts';
import {
  CONNECTION_START,
  type Connection,
  getMeta,
  type Pairing,
  pendingCount,
} from '../store/meta.ts';
import { unansweredCount } from '../store/outbox.ts';
import { spaceNames } from '../store/space-names.ts';
import type { Live, LiveState } from './sync/live.ts';

type Standing = { id: string; db: Store; live: Live };

/** The best first: while one space works, the person can. */
const ORDER: readonly ConnectionState[] = [
  'live',
  'polling',
  'connecting',
  'offline',
  'revoked',
  'unpaired',
];

/** How things stand in all spaces, from Dexie alone but for the sockets. */
export async function statusOf(spaces: readonly Standing[]): Promise<Status> {
  const each = await Promise.all(
    spaces.map(({ id, db, live }) => spaceStatus(id, db, live.state())),
  );
  const found = each.filter((one) => one !== null);
  const names = spaceNames(found.map(({ pairing }) => pairing));
  const paired = found.map(({ told }, at) => ({ ...told, name: names[at] ?? '' }));
  const states = paired.map(({ connection }) => connection);
  return {
    connection: ORDER.find((state) => states.includes(state)) ?? 'unpaired',
    pending: paired.reduce((sum, { pending }) => sum + pending, 0),
    outbox: paired.reduce((sum, { outbox }) => sum + outbox, 0),
    spaces: paired,
  };
}

async function spaceStatus(
  id: string,
  db: Store,
  live: LiveState,
): Promise<{ pairing: Pairing; told: Omit<SpaceStatus, 'name'> } | null> {
  const [pairing, key, kept, pending, outbox, audit] = await Promise.all([
    getMeta(db, 'pairing'),
    deviceKey(db),
    getMeta(db, 'connection'),
    pendingCount(db),
    unansweredCount(db),
    getMeta(db, 'audit'),
  ]);
  if (pairing === undefined) return null;
  const connection = kept ?? CONNECTION_START;
  const { lastSyncAt, problem } = connection;
  const lost = audit?.workspaceId === pairing.workspace.id ? audit.lost : undefined;
  const told = {
    id,
    connection: key === undefined ? 'unpaired' : stateOf(connection, live),
    gate: { ...pairing.gate, url: pairing.gateUrl },
    workspace: pairing.workspace,
    reviewer: pairing.reviewer,
    ...(lastSyncAt === undefined ? {} : { lastSyncAt }),
    pending,
    outbox,
    ...(problem === undefined ? {} : { problem }),
    ...(lost === undefined ? {} : { historyLost: lost }),
  };
  return { pairing, told };
}

function stateOf(connection: Connection, live: LiveState): ConnectionState {
  if (connection.state === 'revoked') return 'revoked';
  if (live === 'open') return 'live';
  if (connection.state === 'offline') return 'offline';
  return connection.lastSyncAt === undefined ? 'connecting' : 'polling';
}

/** True when a space has both its enrolment and its key. */
export async function isPaired(db: Store): Promise<boolean> {
  const [pairing, key] = await Promise.all([getMeta(db, 'pairing'), deviceKey(db)]);
  return pairing !== undefined && key !== undefined;
}

/** True when any has. */
export async function isAnyPaired(spaces: readonly Pick<Standing, 'db'>[]): Promise<boolean> {
  return (await Promise.all(spaces.map(({ db }) => isPaired(db)))).includes(true);
}
