import { randomBytes } from 'node:crypto';
import type { MailIds } from '../gmail/ids.ts';

const newId = (prefix: string): string =>
  `${prefix}${randomBytes(48).toString('base64url').replaceAll('=', '')}AAA=`;

/** Ids as the Graph API has them: items `AAMk…`, conversations `AAQk…`, in its alphabet of base 64. */
export const OUTLOOK_IDS: MailIds = {
  message: () => newId('AAQk'),
  sync: (_, id) => id,
  draft: () => {
    const draftId = newId('AAMk');
    return { draftId, messageId: draftId };
  },
  ownThread: () => newId('AAQk'),
  sent: (_, id) => id,
  draftIdOf: (messageId) => messageId,
};
