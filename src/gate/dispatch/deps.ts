import type { PublicJwk } from '../../protocol/pairing.ts';
import type { ClearanceKeys, GateExecutor, Sanitizer, Store } from './ports.ts';

/** What the use cases are given; everything with a library or a clock behind it comes from outside. */
export type UseCaseDeps = {
  store: Store;
  /** `mac`: HMAC-SHA256 with the gate's secret for one named purpose, base64url */
  keys: ClearanceKeys & { mac(purpose: string, data: string): string };
  sanitize: Sanitizer;
  /** the payload's exact text, or null when it is not this device's signature */
  verifyDecision(input: { jws: string; jwk: PublicJwk; jkt: string }): Promise<string | null>;
  /** unified difference of two plain texts */
  difference(before: string, after: string): string;
  sha256(bytes: Uint8Array): string;
  /** a new UUIDv7 */
  newId(): string;
  /** milliseconds since the epoch, for `iat` and `exp` of what is signed here */
  now(): number;
  /** systems of record that are connected; none where absent */
  systems?: ReadonlySet<string>;
  /** the same, as what can be asked how a record stands */
  executors?: readonly Pick<GateExecutor, 'name' | 'standing'>[];
  /** false: addresses on this machine are refused when they are given, not only when called */
  loopbackWebhooks?: boolean;
};
