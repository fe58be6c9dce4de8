import * as z from 'zod/mini';
import { INBOXES } from '../core/hosts/inbox.ts';
import { EmailAddress } from '../core/schema/scalars.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { ContentToWorker } from '../messages/content-to-worker.ts';
import type { Store } from '../store/db.ts';
import { itemRow, putItem } from '../store/items.ts';
import { getMeta } from '../store/meta.ts';
import { addReport } from '../store/reports.ts';
import { prepare } from '../store/rows.ts';
import { t } from '../words/t.ts';
import { type Changes, changeOf } from './changes.ts';
import type { Gate } from './gate/client.ts';

type Input = { db: Store; gate: Gate; changes: Changes };
type Told = Reply<ContentToWorker, 'compose.seen'>;

const no = (detail: string): Told => ({ bound: false, detail });

/** Outlook's own name for an open compose, where the draft's id isn't known (hosts/outlook). */
const isSessionName = (draftId: string): boolean => draftId.startsWith('MSG_');

/** Records at the gate which compose a proposal lives in. Known already, it asks nobody. */
export async function bind(
  input: Input,
  { host, account }: { host: string; account: string },
  asked: Payload<ContentToWorker, 'compose.seen'>,
): Promise<Told> {
  const { db, gate, changes } = input;
  const inbox = INBOXES.find((name) => name === host);
  const { proposalId, revision, draftId, threadId } = asked;
  const row = await itemRow(db, proposalId);
  const mine =
    row !== undefined && row.account === account && asked.account.toLowerCase() === account;
  if (!inbox || !mine || !z.safeParse(EmailAddress, account).success) {
    return no(t('background_draft_not_queue_mailbox'));
  }
  if (row.item.revision !== revision) return no(t('background_agent_has_sent_new_revision'));
  const { binding } = row.item;
  if (binding?.draftId === draftId && binding.account.toLowerCase() === account) {
    return { bound: true };
  }
  // A name that ends with its page is no better than the id that the agent gave.
  if (isSessionName(draftId) && row.item.placement?.draftId !== undefined) return { bound: true };
  try {
    const made = await gate.call('bind', {
      params: { id: proposalId },
      body: {
        revision,
        host: inbox,
        account,
        draftId,
        ...(threadId === undefined ? {} : { threadId }),
      },
    });
    const role = (await getMeta(db, 'pairing'))?.reviewer.role ?? 'rep';
    const as = { generation: row.generation, role };
    await putItem(db, await prepare({ ...row.item, binding: made }, as));
    changes.items(changeOf([proposalId], [account]));
    return { bound: true };
  } catch (error) {
    return no(error instanceof Error ? error.message : t('background_gate_did_not_answer'));
  }
}

/** The bound compose was discarded: told to the gate as soon as it can be. */
export async function discarded(
  input: Pick<Input, 'db'>,
  account: string,
  proposalId: string,
): Promise<void> {
  const row = await itemRow(input.db, proposalId);
  if (row === undefined || row.account !== account) return;
  await addReport(input.db, { kind: 'unbind', proposalId });
}
