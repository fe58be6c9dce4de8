import type { Role } from '../../core/schema/people.ts';
import type { SyncAnswer } from '../../protocol/sync.ts';
import type { Store } from '../../store/db.ts';
import { applyPage, startOver, sweep } from '../../store/items.ts';
import { type AlertRow, getMeta, putMeta, SYNC_START, type SyncPlace } from '../../store/meta.ts';
import { type Prepared, prepare } from '../../store/rows.ts';
import { type Changes, EVERYTHING } from '../changes.ts';
import type { Gate } from '../gate/client.ts';
import { GateUnreachable } from '../gate/problems.ts';
import { knownHead, noteAudit } from './heads.ts';

/** The most the protocol gives on a page. */
const PAGE = 500;
/** More changed ids than this are told as "everything". */
const TOLD = 200;

type Page = { upserts: Prepared[]; removals: string[] };
type Asked = { answer: Promise<SyncAnswer>; page: Promise<Page>; askedAt: number };

/**
 * Reads the feed to its end. Each page is durable with its cursor before the next is written, so a
 * worker killed anywhere goes on from there; the next page is fetched, and made ready, while this one
 * is written (B6). Rejects with the gate's errors; what was written stays.
 */
export async function pull(input: {
  db: Store;
  gate: Gate;
  changes: Changes;
  now: () => number;
  signal: AbortSignal;
}): Promise<void> {
  const { db, gate, changes, now, signal } = input;
  const pairing = await getMeta(db, 'pairing');
  const role = pairing?.reviewer.role ?? 'rep';
  const workspaceId = pairing?.workspace.id ?? '';
  const head = await knownHead(db, workspaceId);
  let place: SyncPlace = (await getMeta(db, 'sync')) ?? SYNC_START;
  const ask = (cursor: string | undefined): Asked => {
    const askedAt = now();
    const { generation } = place;
    const answer = gate.call('sync', {
      query: { cursor, limit: PAGE, head },
      signal,
    });
    const page = answer.then((told) => readPage(told, { generation, role }));
    // Awaited below; until then a rejection has no one to hear it.
    for (const awaited of [answer, page]) awaited.catch(() => undefined);
    return { answer, page, askedAt };
  };
  const touched = new Set<string>();
  let accounts: Set<string> | null = new Set();
  let first = true;
  let next = ask(place.cursor);
  for (;;) {
    const { askedAt, page: reading } = next;
    const answer = await next.answer;
    if (answer.audit) {
      const at = new Date(now()).toISOString();
      if (await noteAudit(db, { workspaceId, audit: answer.audit, sent: head, at }))
        changes.connection();
    }
    if (answer.resync === true && place.cursor !== undefined) {
      place = await startOver(db);
      next = ask(undefined);
      continue;
    }
    if (answer.more && answer.cursor === place.cursor) {
      throw new GateUnreachable("The gate's feed does not move.");
    }
    if (answer.more) next = ask(answer.cursor);
    const page = await reading;
    place = { ...place, cursor: answer.cursor };
    signal.throwIfAborted();
    for (const id of await applyPage(db, { ...page, place, askedAt })) touched.add(id);
    if (page.removals.length > 0) accounts = null;
    for (const { row } of page.upserts) accounts?.add(row.account);
    if (!answer.more) {
      if (await keepAlerts(db, answer.alerts ?? [])) changes.connection();
      break;
    }
    // A long first pull shows its beginning at once, and the rest when it is there.
    if (first) changes.items(EVERYTHING);
    first = false;
  }
  if (!place.complete && (await sweep(db, place)) > 0) changes.items(EVERYTHING);
  else if (touched.size > TOLD || !first) changes.items(EVERYTHING);
  else if (touched.size > 0) changes.items({ ids: [...touched], all: false, accounts });
}

/** Keeps what is open now. True when that changed. */
async function keepAlerts(db: Store, alerts: AlertRow[]): Promise<boolean> {
  const before = (await getMeta(db, 'alerts')) ?? [];
  if (JSON.stringify(before) === JSON.stringify(alerts)) return false;
  await putMeta(db, 'alerts', alerts);
  return true;
}

async function readPage(answer: SyncAnswer, as: { generation: number; role: Role }): Promise<Page> {
  // The last word on an item counts: earlier ones on the same page need no digests.
  const last = new Map<string, SyncAnswer['entries'][number]>();
  for (const entry of answer.entries) {
    last.set(entry.op === 'upsert' ? entry.item.proposalId : entry.proposalId, entry);
  }
  const upserts: Promise<Prepared>[] = [];
  const removals: string[] = [];
  for (const entry of last.values()) {
    if (entry.op === 'upsert') upserts.push(prepare(entry.item, as));
    else removals.push(entry.proposalId);
  }
  return { upserts: await Promise.all(upserts), removals };
}

/**
 * Waits for the feed to move, `seconds` at most. Only inside an awaited message handler, which alone
 * keeps the worker alive that long. True when it moved.
 */
export async function waitForMove(input: {
  db: Store;
  gate: Gate;
  seconds: number;
  signal: AbortSignal;
}): Promise<boolean> {
  const place = await getMeta(input.db, 'sync');
  const answer = await input.gate.call('sync', {
    query: { cursor: place?.cursor, wait: input.seconds, limit: 1 },
    timeoutMs: (input.seconds + 10) * 1000,
    signal: input.signal,
  });
  return answer.entries.length > 0 || answer.resync === true;
}
