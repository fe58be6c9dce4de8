import * as z from 'zod/mini';
import { Sha256Hex, Uuid } from './scalars.ts';

/**
 * One of the gate's own (`gate:smtp`, `gate:webhook`, and a CRM's: `gate:hubspot`, `gate:salesforce`,
 * `gate:pipedrive`), or `gmail-compose:{deviceId}`, the reviewer's own compose in whichever inbox it is
 * (the name is older than the second one). Only the one named may redeem.
 */
export const Executor = z
  .string()
  .check(
    z.regex(/^(gate:(smtp|webhook|hubspot|salesforce|pipedrive)|gmail-compose:[0-9a-f-]{36})$/),
  );
export type Executor = z.infer<typeof Executor>;

/**
 * The gate's signed permission to execute exactly one content, once: the claims of a compact JWS
 * (ES256, `typ: countersign-clearance+jwt`), verifiable offline with `/.well-known/jwks.json`.
 */
export const ClearanceClaims = z.object({
  /** the gate's public URL */
  iss: z.string(),
  /** clearance id */
  jti: Uuid,
  /** proposal id */
  sub: Uuid,
  /** executor */
  aud: Executor,
  /** seconds since the epoch */
  iat: z.int(),
  exp: z.int(),
  workspace: Uuid,
  workflow: z.string(),
  revision: z.int(),
  contentDigest: Sha256Hex,
  composeDigest: z.optional(Sha256Hex),
  tailDigest: z.optional(Sha256Hex),
  /** decision id, or absent where an open policy lane cleared it */
  decision: z.optional(Uuid),
  policyVersion: z.int(),
});
export type ClearanceClaims = z.infer<typeof ClearanceClaims>;
