/** Decodes one `xn--` label (RFC 3492, section 6.2). @returns undefined where it isn't valid. */
export function decodeLabel(label: string): string | undefined {
  const input = label.toLowerCase().replace(/^xn--/, '');
  if (input.length > 63) return undefined;
  const split = input.lastIndexOf('-');
  const output = split > 0 ? Array.from(input.slice(0, split)) : [];
  let [n, i, bias] = [128, 0, 72];
  for (let at = split > 0 ? split + 1 : 0; at < input.length; ) {
    const before = i;
    let weight = 1;
    for (let k = 36; ; k += 36) {
      const digit = digitOf(input.charCodeAt(at));
      at += 1;
      if (digit === undefined) return undefined;
      i += digit * weight;
      if (i > 0x7fffffff) return undefined;
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const size = output.length + 1;
    bias = adapt({ delta: i - before, size, first: before === 0 });
    n += Math.floor(i / size);
    i %= size;
    if (n > 0x10ffff) return undefined;
    output.splice(i, 0, String.fromCodePoint(n));
    i += 1;
  }
  return output.join('');
}

function digitOf(code: number): number | undefined {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 22;
  return undefined;
}

function adapt({ delta, size, first }: { delta: number; size: number; first: boolean }): number {
  let rest = first ? Math.floor(delta / 700) : Math.floor(delta / 2);
  rest += Math.floor(rest / size);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}

/** A host name in lower case with its `xn--` labels in Unicode. */
export const unicodeHost = (host: string): string =>
  host
    .toLowerCase()
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label) ?? label) : label))
    .join('.')
    .normalize('NFC');
