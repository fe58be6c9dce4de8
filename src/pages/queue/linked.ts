import type { Payload, Reply } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import { type ItemLink, isItemId } from '../review/item-link.ts';
import type { AskWorker } from '../review/items.ts';
import type { Missing } from '../review/model.ts';

type Got = Reply<PanelToWorker, 'item.get'>;

/**
 * The items that this page was opened for by their links. What of them this device doesn't hold is asked
 * of the gate by the worker; for all others the store has the last word.
 */
export function createLinked(input: {
  worker: AskWorker;
  tell: (missing: Missing | null) => void;
}) {
  const links = new Map<string, ItemLink>();

  return {
    add(link: ItemLink): void {
      links.set(link.proposalId, link);
    },
    /** In which space alone the store may have it; undefined: in any. */
    spaceOf: (proposalId: string): string | undefined => links.get(proposalId)?.space,
    /** An item that the store doesn't have: by its link, or not at all. */
    async ask({ proposalId }: Payload<PanelToWorker, 'item.get'>): Promise<Got> {
      const link = links.get(proposalId);
      if (!link) {
        input.tell(null);
        return {};
      }
      const { view, ...why } = await missingFrom(input.worker, link);
      input.tell(view ? null : why);
      return view ? { view } : {};
    },
  };
}
export type Linked = ReturnType<typeof createLinked>;

async function missingFrom(worker: AskWorker, link: ItemLink): Promise<Got & Missing> {
  if (!isItemId(link.proposalId)) return { why: 'malformed' };
  try {
    const { view, why = 'away', detail } = await worker('item.look', link);
    return { why, ...(view ? { view } : {}), ...(detail === undefined ? {} : { detail }) };
  } catch (error) {
    return { why: 'away', detail: error instanceof Error ? error.message : String(error) };
  }
}
