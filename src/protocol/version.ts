/** Sent as `Countersign-Version` on every answer. A schema change without a new number fails a test. */
export const PROTOCOL_VERSION = 1;
