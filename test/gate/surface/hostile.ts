import fc from 'fast-check';
import { KINDS } from '../../../src/core/schema/kind.ts';

/** What no author of a schema thought of, in the place of anything. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, '', 'x', '\u202e', '\ud800', 'a\u0000', '\ufeff', '%00', '../../etc/passwd'],
    ...[-1, 0, 1.5, 2 ** 53, 2 ** 31, 1e308, -1e-308, [], {}, [[]], [null]],
    ...['2026-02-30T00:00:00Z', '0000-00-00T00:00:00Z', '9999-12-31T23:59:59Z', '2026-01-01'],
    ...['r@acme.example', '00000000-0000-0000-0000-000000000000', 'f'.repeat(64), 'outbound'],
    'z'.repeat(70_000),
  ),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"role":"admin"}}'),
    { constructor: { prototype: { role: 'admin' } } },
    JSON.parse('{"toString":1,"length":-1,"then":{}}'),
    Array.from({ length: 600 }, () => ({})),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...KINDS),
);

/** Replaces, adds or removes one member somewhere in a value. */
export function mutate(
  value: unknown,
  change: { steps: readonly number[]; by: unknown; how: 'set' | 'add' | 'drop' },
): unknown {
  const { steps, by, how } = change;
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  if (key === undefined || (rest.length === 0 && how === 'add')) copy.extra = by;
  else if (rest.length === 0 && how === 'drop') delete copy[key];
  else copy[key] = mutate(copy[key], { steps: rest, by, how });
  return copy;
}

/** Where and how {@link mutate} changes something. */
export const change = fc.record({
  steps: fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
  by: odd,
  how: fc.constantFrom('set' as const, 'add' as const, 'drop' as const),
});

/** Bodies that are no JSON, or none that anyone would send. */
export const noJson: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', '{', 'null', '[]', '"x"', '{"a":1}{"b":2}', '\u0000', 'NaN', '﻿{}'),
  fc.constant('['.repeat(3000) + ']'.repeat(3000)),
  fc.constant(`{"a":${'{"a":'.repeat(40)}1${'}'.repeat(41)}`),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
