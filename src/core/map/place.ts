import type { Risk } from '../scan/risk.ts';

/** What makes two structural risks of the gate's own data the same. */
export const riskKey = ({ code, subject }: Pick<Risk, 'code' | 'subject'>): string =>
  `${code} ${subject}`;

/**
 * The id of a finding's or risk's place on the risks page, and the fragment that leads there: letters,
 * digits and punctuation that needs no escape in either.
 * @param key a finding's `key`, or {@link riskKey}
 */
export const placeOf = (space: string, key: string): string =>
  `risk-${encodeURIComponent(`${space} ${key}`.replace(/\p{Surrogate}/gu, '?'))
    .replaceAll('.', '%2E')
    .replaceAll('%', '.')}`;
