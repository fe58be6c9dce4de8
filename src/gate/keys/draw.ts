import type { GateKeys } from './gate-keys.ts';

/** 48 bits: as many as stay whole in a double. */
const BYTES = 6;

/**
 * Draws that nobody outside can predict and an auditor can repeat: HMAC-SHA256 with the gate's secret
 * of what is drawn for, as a number from 0 to 1 (STATISTICS §4).
 */
export const drawOf =
  (keys: Pick<GateKeys, 'mac'>) =>
  (purpose: string, id: string): number =>
    Buffer.from(keys.mac(`draw ${purpose}`, id), 'base64url').readUIntBE(0, BYTES) /
    2 ** (8 * BYTES);
