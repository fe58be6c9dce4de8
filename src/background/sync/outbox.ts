import type { DecisionAnswer } from '../../core/schema/decision.ts';
import type { Store } from '../../store/db.ts';
import { countAttempts, sendable, settle } from '../../store/outbox.ts';
import type { OutboxRow } from '../../store/outbox-states.ts';
import { type Changes, changeOf } from '../changes.ts';
import type { Gate } from '../gate/client.ts';
import { GateProblem } from '../gate/problems.ts';

/** Below the protocol's 8 MB with room for the array around them. */
const BATCH_BYTES = 4_000_000;
const BATCH_ROWS = 500;

type Signed = OutboxRow & { jws: string };

/** Rows in order, in requests that the gate accepts by size and number. */
export function batches(rows: readonly Signed[]): Signed[][] {
  const all: Signed[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const current = all.at(-1);
    if (
      current === undefined ||
      current.length >= BATCH_ROWS ||
      bytes + row.jws.length > BATCH_BYTES
    ) {
      all.push([row]);
      bytes = row.jws.length;
    } else {
      current.push(row);
      bytes += row.jws.length;
    }
  }
  return all;
}

/**
 * Sends what was let out and writes down the answers. A row leaves only with the gate's answer to
 * its own id; without one it stays and goes again, which the gate knows by that id. Resolves with
 * the number of decisions that the gate accepted.
 */
export async function flushOutbox(input: {
  db: Store;
  gate: Gate;
  changes: Changes;
  now: () => number;
  signal: AbortSignal;
}): Promise<number> {
  const rows = await sendable(input.db);
  const signed = rows.flatMap((row) => (row.jws === undefined ? [] : [{ ...row, jws: row.jws }]));
  let accepted = 0;
  for (const batch of batches(signed)) {
    const settled = await settle(input.db, await answersTo(batch, input), input.now());
    accepted += settled.filter(({ state }) => state === 'accepted').length;
    input.changes.items(
      changeOf(
        settled.map(({ proposalId }) => proposalId),
        [],
      ),
    );
  }
  return accepted;
}

async function answersTo(
  batch: Signed[],
  input: { db: Store; gate: Gate; signal: AbortSignal },
): Promise<DecisionAnswer[]> {
  const { db, gate, signal } = input;
  try {
    const decisions = batch.map(({ jws }) => jws);
    const { answers } = await gate.call('decide', {
      body: { decisions },
      signal,
    });
    const asked = new Set(batch.map(({ decisionId }) => decisionId));
    return answers.filter(({ id }) => asked.has(id));
  } catch (error) {
    await countAttempts(
      db,
      batch.map(({ decisionId }) => decisionId),
    );
    const [only] = batch;
    if (!(error instanceof GateProblem) || ![400, 413, 422].includes(error.status) || !only) {
      throw error;
    }
    // One that the gate can't read must not hold up the others.
    if (batch.length === 1) {
      return [
        {
          id: only.decisionId,
          status: 'conflict',
          conflict: 'invalid',
          detail: error.message,
        },
      ];
    }
    const half = Math.ceil(batch.length / 2);
    const first = await answersTo(batch.slice(0, half), input);
    return [...first, ...(await answersTo(batch.slice(half), input))];
  }
}
