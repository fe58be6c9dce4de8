// WebCrypto is in every place core runs (Node 20, workers, pages) but in no lib core may name.
type Subtle = { digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> };
declare const crypto: { subtle: Subtle };
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/** SHA-256 of bytes, or of a string's UTF-8, as lower-case hex. */
export async function sha256Hex(data: string | Uint8Array): Promise<string> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
