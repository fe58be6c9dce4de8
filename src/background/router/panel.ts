import { type Handlers, MessageError } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { itemRow } from '../../store/items.ts';
import { outboxRow } from '../../store/outbox.ts';
import { putOff } from '../../store/put-off.ts';
import { around } from '../../store/queue.ts';
import { aheadIn, neighboursIn, openAt, pendingIn } from '../across.ts';
import { changeOf } from '../changes.ts';
import { decide } from '../decide.ts';
import { decideClones } from '../decide-clones.ts';
import { firstLook } from '../first-look.ts';
import { hold, takeBack } from '../held.ts';
import { lookUp } from '../item-link.ts';
import type { Parts } from '../parts.ts';
import { pace } from '../reading.ts';
import { type PanelOf, QUEUE_PAGE } from '../sessions.ts';
import { settled } from '../settling.ts';
import type { Space } from '../space.ts';
import { waitForMove } from '../sync/pull.ts';
import { openUndoIn, undo } from '../undo.ts';
import { type FoundRow, viewOf, viewsOf, visibleTo } from '../views.ts';
import { isQueuePage, type Self } from './admit.ts';

/** Short of the panel's next ping, so that one waits at a time. */
const POLL_SECONDS = 15;

/** What an admitted panel may ask. Each sees its page's mailbox, and what isn't mail; the queue's page sees all. */
export function panelHandlers(parts: Parts, self: Self): Handlers<PanelToWorker, MessageSender> {
  const { spaces, sessions, preferences } = parts;

  /** A panel that speaks is a review surface that is open. */
  async function surface(): Promise<void> {
    for (const { live } of await spaces.all()) live.surface();
  }

  /** For admitted frames only. */
  const admitted =
    <P, R>(run: (payload: P, panel: PanelOf, from: MessageSender) => Promise<R>) =>
    async (payload: P, from: MessageSender): Promise<R> => {
      const panel = isQueuePage(self, from) ? QUEUE_PAGE : await sessions.panelOf(from);
      await surface();
      return await run(payload, panel, from);
    };

  /** The space that an item was shown as one of; where that wasn't said, the one that has it. */
  const spaceOf = (asked: { space?: string | undefined; proposalId: string }): Promise<Space> =>
    asked.space === undefined ? spaces.holding(asked.proposalId) : spaces.named(asked.space);

  /** Whose item it is, where this panel may see it. */
  async function seen(panel: PanelOf, proposalId: string): Promise<FoundRow | undefined> {
    const space = await spaces.holding(proposalId);
    const row = await itemRow(space.db, proposalId);
    return row !== undefined && visibleTo(panel, row) ? { space, row } : undefined;
  }

  /** No socket (a proxy in between, say): the handler that waits here is what a long poll may live in. */
  async function poll({ db, gate, live, loop }: Space): Promise<void> {
    if (live.state() !== 'waiting') return;
    const signal = AbortSignal.timeout((POLL_SECONDS + 5) * 1000);
    const moved = await waitForMove({ db, gate, seconds: POLL_SECONDS, signal }).catch(() => false);
    if (moved) await loop.wake('live');
  }

  return {
    async 'panel.hello'({ nonce, proposalId }, from) {
      const { theme, keys, language } = (await preferences.inForce()).settings;
      if (!(await sessions.admit(from, nonce))) {
        return { admitted: false, settings: { theme: 'auto', keys: {} } };
      }
      await surface();
      const panel = await sessions.panelOf(from);
      const account = panel.account ?? '';
      const view = proposalId === undefined ? undefined : await viewOf(spaces, panel, proposalId);
      return {
        admitted: true,
        settings: { theme, keys, language, ...(account === '' ? {} : { account }) },
        ...(view === undefined ? {} : { view }),
      };
    },

    'panel.ping': admitted(async () => {
      await Promise.all((await spaces.all()).map(poll));
      return {};
    }),

    'item.get': admitted(async ({ proposalId }, panel) => {
      const view = await viewOf(spaces, panel, proposalId);
      return view === undefined ? {} : { view };
    }),

    'item.look': admitted(async (asked, panel) => {
      if (panel !== QUEUE_PAGE) throw new MessageError('only the queue’s own page opens links');
      return await lookUp(spaces, asked);
    }),

    'item.neighbours': admitted(async ({ proposalId, count }, panel) => {
      const all = await spaces.all();
      const from = proposalId === undefined ? undefined : (await seen(panel, proposalId))?.row;
      const { records } = panel;
      const account = panel.account ?? '';
      const told = async (next: FoundRow[], previous: FoundRow[], pending: number) => {
        const views = await viewsOf(spaces, panel, [...next, ...previous]);
        return { next: views.slice(0, next.length), previous: views.slice(next.length), pending };
      };
      if (records !== undefined) {
        const rows = await openAt(all, records);
        const { next, previous } = around(rows, from, count);
        return await told(next, previous, rows.length);
      }
      const [next, previous, pending] = await Promise.all([
        neighboursIn(all, { account, from, count, side: 'next' }),
        neighboursIn(all, { account, from, count, side: 'previous' }),
        pendingIn(all),
      ]);
      return await told(next, previous, pending);
    }),

    'items.ahead': admitted(async ({ known, count }, panel) => {
      const all = await spaces.all();
      const account = panel.account ?? '';
      const { records } = panel;
      const not = new Set(known);
      if (records !== undefined) {
        const rows = await openAt(all, records);
        const fresh = rows.filter(({ row }) => !not.has(row.proposalId));
        return { views: await viewsOf(spaces, panel, fresh.slice(0, count)) };
      }
      return { views: await viewsOf(spaces, panel, await aheadIn(all, { account, not, count })) };
    }),

    decide: admitted(async ({ space: shown, ...asked }, panel, from) => {
      const space = await spaceOf({ ...asked, space: shown });
      const told = await decide(space, panel, asked);
      if (told.saved) {
        if (!asked.releaseNow) void sessions.decided(from, asked.decisionId);
        void parts.backstop();
        void space.loop.wake(asked.releaseNow ? 'person' : 'timer');
      }
      return told;
    }),

    'decide.clones': admitted(async ({ space: shown, ...asked }, panel) => {
      const [{ proposalId } = { proposalId: '' }] = asked.rows;
      const space = await spaceOf({ space: shown, proposalId });
      const told = await decideClones(space, panel, asked);
      if (told.saved.length > 0) {
        void parts.backstop();
        void space.loop.wake('timer');
      }
      return told;
    }),

    'put-off': admitted(async ({ proposalId, until }, panel) => {
      const space = await spaces.holding(proposalId);
      const { db } = space;
      const row = await itemRow(db, proposalId);
      if (row === undefined || !visibleTo(panel, row)) return { putOff: false };
      const done = await putOff(db, proposalId, until === undefined ? null : Date.parse(until));
      if (done) {
        parts.changes.items(changeOf([proposalId], []));
        void space.loop.wake('timer');
      }
      return { putOff: done };
    }),

    'first.look': admitted(async (asked, panel) =>
      firstLook((await spaces.holding(asked.proposalId)).db, panel, asked),
    ),

    pace: admitted(({ take }) => pace(parts.home, { take, at: parts.now() })),

    'undo.open': admitted(async (_, panel, from) =>
      openUndoIn(spaces, { panel, mine: await sessions.lastDecided(from) }),
    ),

    undo: admitted(async ({ decisionId }, panel, from) => {
      const by = { panel, mine: await sessions.lastDecided(from) };
      return await undo(await spaces.deciding(decisionId), by, decisionId);
    }),

    'decision.settled': admitted(async ({ decisionId, seconds }, panel) => {
      const space = await spaces.deciding(decisionId);
      const row = await outboxRow(space.db, decisionId);
      if (row === undefined) return {};
      const wake = () => void space.loop.wake('person');
      await settled({ ...space, wake }, row.proposalId, Math.max(0, seconds) * 1000);
      const view = await viewOf(spaces, panel, row.proposalId);
      return view === undefined ? {} : { view };
    }),

    'item.standing': admitted(async ({ proposalId }, panel) => {
      const found = await seen(panel, proposalId);
      // A note beside what was proposed: without the gate there is none, and the panel says nothing.
      const standing = await found?.space.gate
        .call('standing', { params: { id: proposalId } })
        .catch(() => undefined);
      return standing === undefined ? {} : { standing };
    }),

    'defect.report': admitted(async ({ proposalId, space }, panel) => {
      const found = await seen(panel, proposalId);
      // What the queue's page was shown by its link is with the gate only.
      const at =
        found?.space ?? (panel === QUEUE_PAGE ? await spaceOf({ proposalId, space }) : null);
      if (!at) throw new MessageError('This item is no longer here.');
      return hold(at, { kind: 'defect', proposalId }, at.now());
    }),

    'defect.undo': admitted(async ({ proposalId, space }, panel) => {
      const found = await seen(panel, proposalId);
      const at =
        found?.space ?? (panel === QUEUE_PAGE ? await spaceOf({ proposalId, space }) : null);
      return at ? takeBack(at, { kind: 'defect', proposalId }) : { undone: false };
    }),

    lease: admitted(async ({ proposalId }, panel) => {
      const found = await seen(panel, proposalId);
      // Advisory: without the gate nobody else is known of.
      const answer = await found?.space.gate
        .call('lease', { body: { proposalId } })
        .catch(() => null);
      return { others: answer?.others ?? [] };
    }),
  };
}
