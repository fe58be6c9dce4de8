import type { Content } from '../schema/content.ts';

export type PriceQuote = Extract<Content, { kind: 'price.quote' }>;
type Line = PriceQuote['lines'][number];

/** A decimal number exactly: `units` / 10^`places`. */
function decimalOf(value: number): { units: bigint; places: number } {
  // The shortest decimal that is this number, which is how JSON wrote it.
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return places >= 0 ? { units, places } : { units: units * 10n ** BigInt(-places), places: 0 };
}

/** To the nearest integer, a half away from zero, as invoices round. */
function divided(value: bigint, by: bigint): bigint {
  const size = value < 0n ? -value : value;
  const rounded = (size * 2n + by) / (by * 2n);
  return value < 0n ? -rounded : rounded;
}

/** What a line comes to in minor units: quantity × unit price × (100 − discount) / 100, rounded once. */
export function lineTotal({ quantity, unitPrice, discount }: Line): bigint {
  const count = decimalOf(quantity);
  const off = decimalOf(discount);
  const kept = 100n * 10n ** BigInt(off.places) - off.units;
  const scale = 10n ** BigInt(count.places + off.places) * 100n;
  return divided(BigInt(unitPrice.minor) * count.units * kept, scale);
}

/** The sum of the lines, each rounded by itself, in minor units. */
export const quoteTotal = (lines: readonly Line[]): bigint =>
  lines.reduce((sum, line) => sum + lineTotal(line), 0n);

/** Why a quote's figures are not what they say, or null. */
export function quoteFault({ lines, total }: PriceQuote): string | null {
  const other = lines.find(({ unitPrice }) => unitPrice.currency !== total.currency);
  if (other) return `A line is in ${other.unitPrice.currency}, the total in ${total.currency}.`;
  const sum = quoteTotal(lines);
  return sum === BigInt(total.minor) ? null : 'The total is not what its lines add up to.';
}
