import type { Handlers } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { itemRow } from '../../store/items.ts';
import { pendingCount } from '../../store/meta.ts';
import { outboxRow } from '../../store/outbox.ts';
import { putOff } from '../../store/put-off.ts';
import { ahead, around, neighbours } from '../../store/queue.ts';
import { itemsAt } from '../../store/records.ts';
import type { ItemRow } from '../../store/rows.ts';
import { changeOf } from '../changes.ts';
import { decide } from '../decide.ts';
import { decideClones } from '../decide-clones.ts';
import type { Parts } from '../parts.ts';
import { type PanelOf, QUEUE_PAGE } from '../sessions.ts';
import { settled } from '../settling.ts';
import { waitForMove } from '../sync/pull.ts';
import { openUndo, undo } from '../undo.ts';
import { viewOf, visibleTo, withLocal } from '../views.ts';
import { isQueuePage, type Self } from './admit.ts';

/** Short of the panel's next ping, so that one waits at a time. */
const POLL_SECONDS = 15;

/** What an admitted panel may ask. Each sees its page's mailbox, and what isn't mail; the queue's page sees all. */
export function panelHandlers(parts: Parts, self: Self): Handlers<PanelToWorker, MessageSender> {
  const { db, sessions, loop, live, gate, preferences } = parts;

  /** For admitted frames only; a panel that speaks is a review surface that is open. */
  const admitted =
    <P, R>(run: (payload: P, panel: PanelOf, from: MessageSender) => Promise<R>) =>
    async (payload: P, from: MessageSender): Promise<R> => {
      const panel = isQueuePage(self, from) ? QUEUE_PAGE : await sessions.panelOf(from);
      live.surface();
      return await run(payload, panel, from);
    };

  const views = (panel: PanelOf, rows: readonly ItemRow[]) => withLocal(db, panel, rows);

  return {
    async 'panel.hello'({ nonce, proposalId }, from) {
      const { theme, keys } = (await preferences.inForce()).settings;
      if (!(await sessions.admit(from, nonce))) {
        return { admitted: false, settings: { theme: 'auto', keys: {} } };
      }
      live.surface();
      const panel = await sessions.panelOf(from);
      const account = panel.account ?? '';
      const view = proposalId === undefined ? undefined : await viewOf(db, panel, proposalId);
      return {
        admitted: true,
        settings: { theme, keys, ...(account === '' ? {} : { account }) },
        ...(view === undefined ? {} : { view }),
      };
    },

    'panel.ping': admitted(async () => {
      // No socket (a proxy in between, say): this handler is what a long poll may live in.
      if (live.state() === 'waiting') {
        const signal = AbortSignal.timeout((POLL_SECONDS + 5) * 1000);
        const moved = await waitForMove({
          db,
          gate,
          seconds: POLL_SECONDS,
          signal,
        }).catch(() => false);
        if (moved) await loop.wake('live');
      }
      return {};
    }),

    'item.get': admitted(async ({ proposalId }, panel) => {
      const view = await viewOf(db, panel, proposalId);
      return view === undefined ? {} : { view };
    }),

    'item.neighbours': admitted(async ({ proposalId, count }, panel) => {
      const found = proposalId === undefined ? undefined : await itemRow(db, proposalId);
      const from = found !== undefined && visibleTo(panel, found) ? found : undefined;
      const { records } = panel;
      const account = panel.account ?? '';
      if (records !== undefined) {
        const rows = (await itemsAt(db, records)).filter(({ open }) => open === 1);
        const { next, previous } = around(rows, from, count);
        const all = await views(panel, [...next, ...previous]);
        const pending = rows.length;
        return { next: all.slice(0, next.length), previous: all.slice(next.length), pending };
      }
      const [next, previous, pending] = await Promise.all([
        neighbours(db, { account, from, count, side: 'next' }),
        neighbours(db, { account, from, count, side: 'previous' }),
        pendingCount(db),
      ]);
      const all = await views(panel, [...next, ...previous]);
      return { next: all.slice(0, next.length), previous: all.slice(next.length), pending };
    }),

    'items.ahead': admitted(async ({ known, count }, panel) => {
      const account = panel.account ?? '';
      const { records } = panel;
      const not = new Set(known);
      if (records !== undefined) {
        const rows = (await itemsAt(db, records)).filter(({ open }) => open === 1);
        const fresh = rows.filter(({ proposalId }) => !not.has(proposalId));
        return { views: await views(panel, fresh.slice(0, count)) };
      }
      return { views: await views(panel, await ahead(db, { account, not, count })) };
    }),

    decide: admitted(async (asked, panel, from) => {
      const told = await decide(parts, panel, asked);
      if (told.saved) {
        if (!asked.releaseNow) void sessions.decided(from, asked.decisionId);
        void parts.backstop();
        void loop.wake(asked.releaseNow ? 'person' : 'timer');
      }
      return told;
    }),

    'decide.clones': admitted(async (asked, panel) => {
      const told = await decideClones(parts, panel, asked);
      if (told.saved.length > 0) {
        void parts.backstop();
        void loop.wake('timer');
      }
      return told;
    }),

    'put-off': admitted(async ({ proposalId, until }, panel) => {
      const row = await itemRow(db, proposalId);
      if (row === undefined || !visibleTo(panel, row)) return { putOff: false };
      const done = await putOff(db, proposalId, until === undefined ? null : Date.parse(until));
      if (done) {
        parts.changes.items(changeOf([proposalId], []));
        void loop.wake('timer');
      }
      return { putOff: done };
    }),

    'undo.open': admitted(async (_, panel, from) =>
      openUndo(parts, { panel, mine: await sessions.lastDecided(from) }),
    ),

    undo: admitted(async ({ decisionId }, panel, from) =>
      undo(parts, { panel, mine: await sessions.lastDecided(from) }, decisionId),
    ),

    'decision.settled': admitted(async ({ decisionId, seconds }, panel) => {
      const row = await outboxRow(db, decisionId);
      if (row === undefined) return {};
      const wake = () => void loop.wake('person');
      await settled({ ...parts, wake }, row.proposalId, Math.max(0, seconds) * 1000);
      const view = await viewOf(db, panel, row.proposalId);
      return view === undefined ? {} : { view };
    }),

    'item.standing': admitted(async ({ proposalId }, panel) => {
      const row = await itemRow(db, proposalId);
      if (row === undefined || !visibleTo(panel, row)) return {};
      // A note beside what was proposed: without the gate there is none, and the panel says nothing.
      const standing = await gate
        .call('standing', { params: { id: proposalId } })
        .catch(() => undefined);
      return standing === undefined ? {} : { standing };
    }),

    lease: admitted(async ({ proposalId }, panel) => {
      const row = await itemRow(db, proposalId);
      if (row === undefined || !visibleTo(panel, row)) return { others: [] };
      // Advisory: without the gate nobody else is known of.
      const answer = await gate.call('lease', { body: { proposalId } }).catch(() => null);
      return { others: answer?.others ?? [] };
    }),
  };
}
