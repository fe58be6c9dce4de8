import type { ClearanceClaims } from '../../../core/schema/clearance.ts';

/** Signs and verifies clearances; keys live outside the database. */
export type ClearanceKeys = {
  issuer: string;
  sign(claims: ClearanceClaims): Promise<string>;
  /** @throws Refusal clearance-invalid on any other signature, type or issuer */
  verify(jws: string): Promise<ClearanceClaims>;
  /** public keys, newest first */
  jwks(): Promise<{ keys: object[] }>;
  /** thumbprint of the signing key, shown when pairing */
  thumbprint(): Promise<string>;
};
