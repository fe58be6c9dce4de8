import * as z from 'zod/mini';
import { Sha256Hex, Timestamp, Uuid } from '../core/schema/scalars.ts';

/**
 * `POST /v1/clearances/{id}/redeem`. For compose delivery the digest is the `composeDigest`, read
 * at Send; for the gate's own executors it is the `contentDigest`.
 */
export const RedeemRequest = z.strictObject({
  /** the clearance itself, compact JWS; the device may leave it out for its own */
  clearance: z.optional(z.string().check(z.maxLength(8192))),
  contentDigest: Sha256Hex,
  composeDigest: z.optional(Sha256Hex),
  tailDigest: z.optional(Sha256Hex),
});
export type RedeemRequest = z.infer<typeof RedeemRequest>;

export const RedeemAnswer = z.object({
  clearanceId: Uuid,
  dispatchId: Uuid,
  redeemedAt: Timestamp,
});
export type RedeemAnswer = z.infer<typeof RedeemAnswer>;

/** `GET /v1/clearances/{id}`: the JWS, for whoever must verify it. */
export const ClearanceAnswer = z.object({
  id: Uuid,
  jws: z.string(),
  state: z.enum(['open', 'redeemed', 'void']),
});

export { DispatchResult } from '../core/schema/dispatch.ts';
export const ResultAnswer = z.object({ dispatchId: Uuid, state: z.string() });
export type ResultAnswer = z.infer<typeof ResultAnswer>;

/** `typ` of a clearance's JWS header. */
export const CLEARANCE_TYP = 'countersign-clearance+jwt';
