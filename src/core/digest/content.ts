import type { Content } from '../schema/content.ts';
import { canonical } from './canonical.ts';
import { sha256Hex } from './sha256.ts';

/**
 * The executable form of a content: what the digest covers. Attachments are covered by their own
 * SHA-256, so their bytes are left out; everything else is in.
 */
export function executable(content: Content): Content {
  if (content.kind !== 'email.draft') return content;
  return {
    ...content,
    attachments: content.attachments.map(({ content: _bytes, ...rest }) => rest),
  };
}

/**
 * `contentDigest` of DELIVERY §2: SHA-256 over the RFC 8785 form of {@link executable}. Rejects for
 * what is no content.
 */
export async function contentDigest(content: Content): Promise<string> {
  return sha256Hex(canonical(executable(content)));
}
