import * as z from 'zod/mini';
import { Sha256Hex, Timestamp, Uuid } from './scalars.ts';

const Head = z.nullable(z.object({ seq: z.int(), hash: Sha256Hex }));

/** The certificate: what was erased, when, and between which heads of the audit chain. */
export const ErasureCertificate = z.object({
  id: Uuid,
  workspaceId: Uuid,
  reason: z.enum(['person', 'retention']),
  /** SHA-256 of workspace and address; the address itself is not kept */
  addressHash: z.nullable(Sha256Hex),
  requestedBy: z.string(),
  at: Timestamp,
  /** rows by kind; `underWay` were being sent and are left: ask again */
  counts: z.record(z.string(), z.int()),
  headBefore: Head,
  /** the link over the erasure's own audit row; null until it is sealed, about a second later */
  headAfter: Head,
});
export type ErasureCertificate = z.infer<typeof ErasureCertificate>;
