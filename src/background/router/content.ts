import { composeDigest, tailDigest } from '../../core/digest/compose.ts';
import { matchDigest } from '../../core/digest/match.ts';
import { type Handlers, MessageError } from '../../messages/channel.ts';
import type { ContentToWorker } from '../../messages/content-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { itemRow } from '../../store/items.ts';
import { changeMeta } from '../../store/meta.ts';
import { itemsAt } from '../../store/records.ts';
import { redemptionOf } from '../../store/redemptions.ts';
import { addReport } from '../../store/reports.ts';
import { bind, discarded } from '../bindings.ts';
import { pageIndex } from '../index-entries.ts';
import type { Parts } from '../parts.ts';
import { recordPage } from '../record-page.ts';
import { redeem } from '../redeem.ts';
import type { Sessions } from '../sessions.ts';
import { isPaired } from '../status.ts';
import { openUndo } from '../undo.ts';

/** Record pages ask the gate no more often than this. */
const LOOK_MS = 5_000;

/** What content scripts may ask. Each touches only what belongs to its page's account. */
export function contentHandlers(parts: Parts): Handlers<ContentToWorker, MessageSender> {
  const { db, sessions, loop, now } = parts;
  let lookedAt = 0;
  const pass = async (from: MessageSender, at?: Parameters<Sessions['issueNonce']>[1]) => ({
    nonce: await sessions.issueNonce(from, at),
    url: parts.panelUrl(from.url ?? ''),
  });

  return {
    async 'page.opened'({ host, account }, from) {
      const [paired, index] = await Promise.all([
        isPaired(db),
        pageIndex(db, account?.toLowerCase() ?? ''),
        sessions.pageOpened(from, { host, ...(account === undefined ? {} : { account }) }),
      ]);
      void loop.wake('alarm');
      // A page with something to review wants its frame at once.
      return index.entries.length > 0
        ? { paired, ...index, panel: await pass(from) }
        : { paired, ...index };
    },

    async 'record.opened'(asked, from) {
      const page = recordPage(await parts.hosts(), asked, from);
      await sessions.recordOpened(from, page);
      const mine = await sessions.lastDecided(from);
      const [paired, rows, { open }] = await Promise.all([
        isPaired(db),
        itemsAt(db, page.records),
        openUndo(parts, { panel: { account: '' }, mine }),
      ]);
      // People click through records quickly; a look at the gate every few seconds finds all the same.
      if (now() - lookedAt > LOOK_MS) {
        lookedAt = now();
        void loop.wake('alarm');
      }
      const waiting = rows.filter(({ open }) => open === 1).map(({ proposalId }) => proposalId);
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
      return await bind(parts, await sessions.accountOf(from), asked);
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
      await discarded(parts, await sessions.accountOf(from), proposalId);
      void loop.wake('person');
      return {};
    },

    async 'send.redeem'(asked, from) {
      const told = await redeem(parts, await sessions.accountOf(from), asked);
      // Finds out what a lost answer was, and brings the new state of a released one.
      void loop.wake('person');
      return told;
    },

    async 'send.result'({ dispatchId, outcome, detail }, from) {
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

    async 'send.uncleared'({ proposalId, detail }) {
      const text = oneLine(detail);
      await addReport(db, {
        kind: 'signal',
        signal: {
          id: crypto.randomUUID(),
          type: 'sent-uncleared',
          ...(proposalId === undefined ? {} : { proposalId }),
          at: new Date(now()).toISOString(),
          ...(text === '' ? {} : { detail: text }),
        },
      });
      void loop.wake('person');
      return {};
    },

    async 'health.report'({ host, capabilities }) {
      const at = new Date(now()).toISOString();
      await changeMeta(db, 'health', (all) => ({
        ...all,
        [host]: { host, at, capabilities },
      }));
      return {};
    },
  };
}

const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
