import type { ConnectionState, Status } from '../messages/pages-to-worker.ts';
import type { Store } from '../store/db.ts';
import { deviceKey } from '../store/keys.ts';
import { CONNECTION_START, type Connection, getMeta, pendingCount } from '../store/meta.ts';
import { unansweredCount } from '../store/outbox.ts';
import type { LiveState } from './sync/live.ts';

/** How things stand, from Dexie alone but for the socket. */
export async function statusOf(db: Store, live: LiveState): Promise<Status> {
  const [pairing, key, kept, pending, outbox, audit] = await Promise.all([
    getMeta(db, 'pairing'),
    deviceKey(db),
    getMeta(db, 'connection'),
    pendingCount(db),
    unansweredCount(db),
    getMeta(db, 'audit'),
  ]);
  if (pairing === undefined || key === undefined) {
    return { connection: 'unpaired', pending, outbox };
  }
  const connection = kept ?? CONNECTION_START;
  const { lastSyncAt, problem } = connection;
  const lost = audit?.workspaceId === pairing.workspace.id ? audit.lost : undefined;
  return {
    connection: stateOf(connection, live),
    gate: { ...pairing.gate, url: pairing.gateUrl },
    workspace: pairing.workspace,
    reviewer: pairing.reviewer,
    ...(lastSyncAt === undefined ? {} : { lastSyncAt }),
    pending,
    outbox,
    ...(problem === undefined ? {} : { problem }),
    ...(lost === undefined ? {} : { historyLost: lost }),
  };
}

function stateOf(connection: Connection, live: LiveState): ConnectionState {
  if (connection.state === 'revoked') return 'revoked';
  if (live === 'open') return 'live';
  if (connection.state === 'offline') return 'offline';
  return connection.lastSyncAt === undefined ? 'connecting' : 'polling';
}

/** True when this browser has both its enrolment and its key. */
export async function isPaired(db: Store): Promise<boolean> {
  const [pairing, key] = await Promise.all([getMeta(db, 'pairing'), deviceKey(db)]);
  return pairing !== undefined && key !== undefined;
}
