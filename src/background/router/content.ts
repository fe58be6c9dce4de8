import { composeDigest, tailDigest } from '../../core/digest/compose.ts';
import { matchDigest } from '../../core/digest/match.ts';
import { hostOf } from '../../core/hosts/catalogue.ts';
import { type Handlers, MessageError } from '../../messages/channel.ts';
import type { ContentToWorker } from '../../messages/content-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { itemRow } from '../../store/items.ts';
import { changeMeta, type Pairing } from '../../store/meta.ts';
import { redemptionOf } from '../../store/redemptions.ts';
import { addReport } from '../../store/reports.ts';
import { openAt } from '../across.ts';
import { bind, discarded } from '../bindings.ts';
import { pageIndex } from '../index-entries.ts';
import type { Parts } from '../parts.ts';
import { recordPage } from '../record-page.ts';
import { redeem } from '../redeem.ts';
import type { Sessions } from '../sessions.ts';
import type { Space } from '../space.ts';
import { isAnyPaired } from '../status.ts';
import type { Why } from '../sync/loop.ts';
import { openUndoIn } from '../undo.ts';

/** Record pages ask the gate no more often than this. */
const LOOK_MS = 5_000;

/** What content scripts may ask. Each touches only what belongs to its page's account. */
export function contentHandlers(parts: Parts): Handlers<ContentToWorker, MessageSender> {
  const { spaces, sessions, now } = parts;
  let lookedAt = 0;
  const wakeAll = async (why: Why): Promise<void> => {
    for (const { loop } of await spaces.all()) void loop.wake(why);
  };
  const pass = async (from: MessageSender, at?: Parameters<Sessions['issueNonce']>[1]) => ({
    nonce: await sessions.issueNonce(from, at),
    url: parts.panelUrl(from.url ?? ''),
  });

  return {
    async 'page.opened'({ host, account }, from) {
      // A page of records has no mailbox: its process gets no index, whatever it says it is.
      if (hostOf(from.url ?? '')?.name !== host) throw new MessageError('not a page of this inbox');
      const all = await spaces.all();
      const [paired, index] = await Promise.all([
        isAnyPaired(all),
        pageIndex(all, account?.toLowerCase() ?? ''),
        sessions.pageOpened(from, { host, ...(account === undefined ? {} : { account }) }),
      ]);
      void wakeAll('alarm');
      // A page with something to review wants its frame at once.
      return index.entries.length > 0
        ? { paired, ...index, panel: await pass(from) }
        : { paired, ...index };
    },

    async 'record.opened'(asked, from) {
      const page = recordPage(await parts.hosts(), asked, from);
      await sessions.recordOpened(from, page);
      const mine = await sessions.lastDecided(from);
      const all = await spaces.all();
      const [paired, rows, { open }] = await Promise.all([
        isAnyPaired(all),
        openAt(all, page.records),
        openUndoIn(spaces, { panel: { account: '' }, mine }),
      ]);
      // People click through records quickly; a look at the gate every few seconds finds all the same.
      if (now() - lookedAt > LOOK_MS) {
        lookedAt = now();
        void wakeAll('alarm');
      }
      const waiting = rows.map(({ row }) => row.proposalId);
      const told = {
        ...{ href: page.href, paired, waiting },
        ...(open === undefined ? {} : { undoUntil: open.undoUntil }),
      };
      const wanted = waiting.length > 0 || open !== undefined;
      return asked.panel && wanted ? { ...told, panel: await pass(from, page) } : told;
    },

    async 'panel.nonce'(_, from) {
      return await pass(from);
    },

    async 'compose.seen'(asked, from) {
      const page = await sessions.pageOf(from);
      return await bind(await spaces.holding(asked.proposalId), page, asked);
    },

    async 'compose.digests'({ compose }) {
      const [match, whole, tail] = await Promise.all([
        matchDigest(compose),
        composeDigest(compose),
        tailDigest(compose),
      ]);
      return { match, compose: whole, tail };
    },

    async 'compose.discarded'({ proposalId }, from) {
      const account = await sessions.accountOf(from);
      const space = await spaces.holding(proposalId);
      await discarded(space, account, proposalId);
      void space.loop.wake('person');
      return {};
    },

    async 'send.redeem'(asked, from) {
      const account = await sessions.accountOf(from);
      const space = await spaces.holding(asked.proposalId);
      const told = await redeem(space, account, asked);
      // Finds out what a lost answer was, and brings the new state of a released one.
      void space.loop.wake('person');
      return told;
    },

    async 'send.result'({ dispatchId, outcome, detail }, from) {
      const { db, loop } = await spaces.dispatching(dispatchId);
      const redemption = await redemptionOf(db, dispatchId);
      const row = redemption && (await itemRow(db, redemption.proposalId));
      const account = await sessions.accountOf(from);
      // The item may have left the feed by now; the redemption was made here all the same.
      if (redemption === undefined || (row !== undefined && row.account !== account)) {
        throw new MessageError('not a dispatch of this page');
      }
      const result = {
        outcome,
        ...(detail ? { detail: detail.slice(0, 2000) } : {}),
      };
      await addReport(db, { kind: 'result', dispatchId, result });
      void loop.wake('person');
      return {};
    },

    async 'send.uncleared'({ proposalId, detail }, from) {
      const text = oneLine(detail);
      const signal = {
        type: 'sent-uncleared' as const,
        ...(proposalId === undefined ? {} : { proposalId }),
        at: new Date(now()).toISOString(),
        ...(text === '' ? {} : { detail: text }),
      };
      const told =
        proposalId === undefined
          ? workingIn(await spaces.paired(), await sessions.accountOf(from).catch(() => ''))
          : [await spaces.holding(proposalId)];
      for (const { db, loop } of told) {
        await addReport(db, { kind: 'signal', signal: { id: crypto.randomUUID(), ...signal } });
        void loop.wake('person');
      }
      return {};
    },

    async 'health.report'({ host, capabilities }) {
      const at = new Date(now()).toISOString();
      await changeMeta(parts.home, 'health', (all) => ({
        ...all,
        [host]: { host, at, capabilities },
      }));
      return {};
    },
  };
}

/** Whose mailbox it is: the spaces that let this person send from it, all of them where none does. */
function workingIn(
  paired: readonly { space: Space; pairing: Pairing }[],
  account: string,
): readonly Space[] {
  const mine = paired.filter(({ pairing }) => pairing.reviewer.mailboxes.includes(account));
  return (mine.length > 0 ? mine : paired).map(({ space }) => space);
}

const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
