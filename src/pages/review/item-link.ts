/** An item by its address: its id, and which of this browser's workspaces it is of. */
export type ItemLink = { proposalId: string; space?: string | undefined };

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const WHOLE = new RegExp(`^${UUID.source}$`, 'i');
/** Where a gate's own link leads (gate/http/slack.ts): on its origin, and nothing after the id. */
const GATE_PATH = new RegExp(`^/review/(${UUID.source})/?$`, 'i');

/** True for what can be an item's id. */
export const isItemId = (text: string): boolean => WHOLE.test(text);

/**
 * The address, from any page of ours, that opens the review card on one item whatever its state. It
 * gives no right: the gate shows the item to whoever may see it.
 */
export function itemHref({ proposalId, space }: ItemLink): string {
  const params = new URLSearchParams({
    item: proposalId,
    ...(space === undefined ? {} : { space }),
  });
  return `../queue/index.html?${params}`;
}

/** What the address of the queue's page asks for; null where it names no item. The id may be none. */
export function itemIn(search: string): ItemLink | null {
  const params = new URLSearchParams(search);
  const proposalId = params.get('item')?.trim().toLowerCase().slice(0, 100);
  const space = params.get('space');
  if (proposalId === undefined) return null;
  return { proposalId, ...(space ? { space } : {}) };
}

/** The item that a page of a gate's is about (what its messages in Slack link to); null for any other address. */
export function itemAtGate(url: string): { proposalId: string; origin: string } | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  const id = GATE_PATH.exec(pathname)?.[1];
  return id === undefined ? null : { proposalId: id.toLowerCase(), origin };
}

/** The item that somebody pasted into a search: its id, a gate's link to it, or the link of a page of ours. */
export function itemPasted(text: string): string | null {
  const typed = text.trim();
  if (isItemId(typed)) return typed.toLowerCase();
  if (!URL.canParse(typed)) return null;
  const ours = itemIn(new URL(typed).search)?.proposalId ?? '';
  return isItemId(ours) ? ours : (itemAtGate(typed)?.proposalId ?? null);
}
