import * as z from 'zod/mini';
import { Reviewer, Workspace } from '../core/schema/people.ts';
import { line, Timestamp, Uuid } from '../core/schema/scalars.ts';

/** Public EC key, P-256. */
export const PublicJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  y: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type PublicJwk = z.infer<typeof PublicJwk>;

/** `POST /v1/pair`: no token yet; the DPoP proof of the same key goes with it. */
export const PairRequest = z.strictObject({
  /** as printed by `gate pair`, case and dashes don't matter */
  code: line(40),
  /** what the person calls this device */
  device: line(120),
  jwk: PublicJwk,
});
export type PairRequest = z.infer<typeof PairRequest>;

const AccessToken = { accessToken: z.string(), expiresAt: Timestamp };

export const PairAnswer = z.object({
  deviceId: Uuid,
  ...AccessToken,
  workspace: Workspace,
  reviewer: Reviewer,
  gate: z.object({ name: z.string(), url: z.string(), keyThumbprint: z.string() }),
});
export type PairAnswer = z.infer<typeof PairAnswer>;

/** `POST /v1/token`: renewed by a DPoP proof of the device's key. */
export const TokenRequest = z.strictObject({ deviceId: Uuid });
export const TokenAnswer = z.object(AccessToken);
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** `GET /v1/me`: a real round trip with token, proof and clock. */
export const Me = z.object({
  deviceId: Uuid,
  workspace: Workspace,
  reviewer: Reviewer,
  now: Timestamp,
});
export type Me = z.infer<typeof Me>;
