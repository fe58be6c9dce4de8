import { type Decision, UNMEASURED } from '../core/schema/decision.ts';
import type { Handlers, Reply } from '../messages/channel.ts';
import type { sheetToWorker } from '../messages/sheet.ts';
import type { MessageSender } from '../platform/runtime.ts';
import type { SheetAnswer } from '../protocol/sheet.ts';
import { deviceKey } from '../store/keys.ts';
import { getMeta } from '../store/meta.ts';
import { t } from '../words/t.ts';
import { GateProblem, NotPaired } from './gate/problems.ts';
import type { Space } from './space.ts';
import { signDecision } from './sync/sign.ts';

type Came = Reply<typeof sheetToWorker, 'sheet.decide'>['rows'][number];
type Ready = SheetAnswer['ready'];
type On = Pick<Space, 'db' | 'gate'> & { loop: { wake(why: 'person'): Promise<void> } };

/** Decisions of one request. */
const AT_ONCE = 100;
/** A long sheet takes the gate its time, milliseconds. */
const PATIENCE_MS = 60_000;

/** Reviewing in a spreadsheet: what the gate offers as CSV, and decisions from it, signed by this device. */
export function sheetHandlers(
  of: (space: string | undefined) => Promise<On>,
  { now }: { now: () => number },
): Handlers<typeof sheetToWorker, MessageSender> {
  return {
    async 'sheet.export'({ space }) {
      const { gate } = await of(space);
      return { csv: await gate.call('exportQueue', { timeoutMs: PATIENCE_MS }) };
    },
    async 'sheet.check'({ space, csv }) {
      const { gate } = await of(space);
      const { ready, refused, open } = await gate.call('checkQueue', {
        ...{ body: csv, timeoutMs: PATIENCE_MS },
      });
      return {
        ready: ready.map(({ line, decision: { proposalId, action } }) => ({
          ...{ line, proposalId, action },
        })),
        refused: refused.map(({ line, message }) => ({ line, message })),
        open,
      };
    },
    async 'sheet.decide'({ space, csv }) {
      const on = await of(space);
      const { ready, refused } = await on.gate.call('checkQueue', {
        ...{ body: csv, timeoutMs: PATIENCE_MS },
      });
      const rows: Came[] = refused.map(({ line, message }) => ({
        ...{ line, came: 'refused' as const, message },
      }));
      for (let at = 0; at < ready.length; at += AT_ONCE)
        rows.push(...(await decided(on, { ready: ready.slice(at, at + AT_ONCE), at: now() })));
      void on.loop.wake('person');
      return { rows: rows.toSorted((a, b) => a.line - b.line) };
    },
  };
}

/** Signs and sends some rows. What is sent and not answered may have been taken, and says so. */
async function decided(
  { db, gate }: On,
  { ready, at }: { ready: Ready; at: number },
): Promise<Came[]> {
  const [pairing, key] = await Promise.all([getMeta(db, 'pairing'), deviceKey(db)]);
  if (pairing === undefined || key === undefined) throw new NotPaired();
  const decisions = await Promise.all(
    ready.map(({ decision }) => {
      const made: Decision = {
        ...{ v: 1, id: crypto.randomUUID(), workspaceId: pairing.workspace.id, ...decision },
        ...{ channel: 'sheet', attention: UNMEASURED, decidedAt: new Date(at).toISOString() },
      };
      return signDecision(made, key);
    }),
  );
  try {
    const { answers } = await gate.call('decide', {
      ...{ body: { decisions }, timeoutMs: PATIENCE_MS },
    });
    return ready.map(({ line, decision: { action } }, index) => {
      const { status = 'conflict', detail } = answers[index] ?? {};
      const taken = action === 'approve' ? ('approved' as const) : ('rejected' as const);
      return {
        line,
        came: status === 'conflict' ? ('refused' as const) : taken,
        ...(detail === undefined ? {} : { message: detail }),
      };
    });
  } catch (error) {
    const known = error instanceof GateProblem;
    const message = known ? error.message : t('background_sheet_not_known');
    return ready.map(({ line }) => ({ line, came: known ? 'refused' : 'unknown', message }));
  }
}
