/** What an address of Outlook's names: the id of a draft that is opened, or of a conversation. */
export type Named = { draftId?: string; threadId?: string };

const PARTS = /^\/mail\/(?:\d{1,3}\/)?(.+)$/;

/**
 * Folder `drafts`, and windows of one compose, name the draft. Elsewhere an id is a conversation's
 * (`AAQk…`) or a message's that is read: of the latter nothing follows.
 */
export function namedIn({ pathname, search }: Pick<Location, 'pathname' | 'search'>): Named {
  const [folder, ...rest] = (PARTS.exec(pathname)?.[1] ?? '').split('/');
  if (folder === 'deeplink' && rest[0] === 'compose') {
    const id = idOf(rest[1] ?? new URLSearchParams(search).get('ItemID'));
    return id ? { draftId: id } : {};
  }
  const at = rest.lastIndexOf('id');
  const id = idOf(at < 0 ? null : rest[at + 1]);
  if (!id) return {};
  if (/^AAQ/.test(id)) return { threadId: id };
  return folder === 'drafts' ? { draftId: id } : {};
}

/** The id as the Graph API writes it, in its alphabet of base 64; undefined for what is none. */
export function idOf(raw: string | null | undefined): string | undefined {
  try {
    const id = decodeURIComponent(raw ?? '')
      .replaceAll('/', '-')
      .replaceAll('+', '_');
    return /^[A-Za-z0-9_-]{1,1500}={0,2}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The address of a draft or conversation, on the host and with the account number of this page. */
export function addressFor(
  { draftId, threadId }: Named,
  { origin, pathname }: Pick<Location, 'origin' | 'pathname'>,
): string {
  const account = /^\/mail\/(\d{1,3})\//.exec(pathname)?.[1];
  const base = `${origin}/mail/${account === undefined ? '' : `${account}/`}`;
  if (draftId) return `${base}drafts/id/${encodeURIComponent(draftId)}`;
  return threadId ? `${base}inbox/id/${encodeURIComponent(threadId)}` : `${base}drafts`;
}
