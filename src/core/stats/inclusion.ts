// WebCrypto is in every place core runs (Node 20, workers, pages) but in no lib core may name.
type Key = { readonly type: string };
type Hmac = { name: 'HMAC'; hash: 'SHA-256' };
type Subtle = {
  importKey(format: 'raw', key: Uint8Array, how: Hmac, out: boolean, uses: ['sign']): Promise<Key>;
  sign(how: 'HMAC', key: Key, data: Uint8Array): Promise<ArrayBuffer>;
};
declare const crypto: { subtle: Subtle };
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/** What is stored on the proposal's row: whether it is drawn, and how likely that was. */
export type Inclusion = { drawn: boolean; probability: number };

/**
 * A drawer of audit samples: HMAC-SHA-256 of a proposal's id under the workspace's secret, read as a
 * number from 0 to 1, against the rate of its stratum. Agents, who know their ids, can't foresee it; an
 * auditor who is given the secret gets the same answer for every row.
 * @param secret at least 32 bytes: whoever guesses it knows which proposals nobody will look at
 */
export async function inclusionBy(
  secret: Uint8Array,
): Promise<(proposalId: string, rate: number) => Promise<Inclusion>> {
  if (secret.length < 32)
    throw new RangeError(`the sampling secret has ${secret.length} bytes; it needs 32 at least`);
  const draw = await drawBy(secret);
  return async (proposalId, rate) => {
    if (!(rate >= 0 && rate <= 1))
      throw new RangeError(`a sampling rate is between 0 and 1, not ${rate}`);
    return { drawn: (await draw(proposalId)) < rate, probability: rate };
  };
}

/** The number from 0 to 1 (never 1) that belongs to a text under a key: the HMAC's first 53 bits. */
export async function drawBy(key: Uint8Array): Promise<(text: string) => Promise<number>> {
  const how: Hmac = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, how, false, ['sign']);
  return async (text) => {
    const mac = await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text));
    return uniform(new Uint8Array(mac));
  };
}

function uniform(mac: Uint8Array): number {
  let number = 0;
  for (const byte of mac.subarray(0, 6)) number = number * 256 + byte;
  return (number * 32 + ((mac[6] ?? 0) >> 3)) / 2 ** 53;
}
