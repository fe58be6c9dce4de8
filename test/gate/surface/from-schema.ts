import fc from 'fast-check';
import type { JsonSchema, OpenApi } from '../../../src/gate/http/openapi.ts';

type Schemas = OpenApi['components']['schemas'];
/** Values that are there, by the `pattern` that a schema gives their kind: ids, addresses, digests. */
export type Known = (pattern: string) => readonly string[];

const CONTROL = String.raw`\u001f\u007f]*$`;

/**
 * Values that a JSON schema of the OpenAPI document allows. Strings of a pattern are often ones that
 * `known` knows, so that requests meet what exists; lengths stay small.
 */
export function arbitraryOf(
  schema: JsonSchema,
  schemas: Schemas,
  known: Known,
): fc.Arbitrary<unknown> {
  const of = (each: unknown) => arbitraryOf(each as JsonSchema, schemas, known);
  const { $ref, anyOf, oneOf, allOf, type } = schema;
  if (typeof $ref === 'string') {
    const named = schemas[$ref.split('/').at(-1) ?? ''];
    if (!named) throw new Error(`${$ref} is not in the document`);
    return of(named);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom<unknown>(...schema.enum);
  const either = anyOf ?? oneOf;
  if (Array.isArray(either)) return fc.oneof(...either.map(of));
  // Several patterns on one string: whatever fits the first is near enough.
  if (Array.isArray(allOf)) return of({ ...schema, allOf: undefined, ...allOf[0] });
  if (type === 'object') return objectOf(schema, of);
  if (type === 'array') return arrayOf(schema, of);
  if (type === 'string') return stringOf(schema, known);
  if (type === 'integer' || type === 'number') return numberOf(schema);
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  return fc.jsonValue({ maxDepth: 2 });
}

type Of = (schema: unknown) => fc.Arbitrary<unknown>;

function objectOf(schema: JsonSchema, of: Of): fc.Arbitrary<unknown> {
  const { properties, required, additionalProperties, propertyNames } = schema;
  if (!properties && typeof additionalProperties === 'object') {
    const names = propertyNames ? of(propertyNames).map(String) : fc.string({ maxLength: 5 });
    return fc.dictionary(names, of(additionalProperties), { maxKeys: 3 });
  }
  const members = Object.entries((properties ?? {}) as Record<string, JsonSchema>);
  return fc.record(Object.fromEntries(members.map(([key, each]) => [key, of(each)])), {
    requiredKeys: (required ?? []) as string[],
    noNullPrototype: true,
  });
}

function arrayOf({ items, minItems, maxItems }: JsonSchema, of: Of): fc.Arbitrary<unknown> {
  const minLength = typeof minItems === 'number' ? minItems : 0;
  const most = typeof maxItems === 'number' ? maxItems : minLength + 3;
  return fc.array(of(items ?? {}), { minLength, maxLength: Math.min(most, minLength + 2) });
}

function numberOf({ type, minimum, maximum, exclusiveMinimum }: JsonSchema): fc.Arbitrary<number> {
  const least = Number(minimum ?? exclusiveMinimum ?? -1000);
  const most = Number(maximum ?? least + 100_000);
  const edges = fc.constantFrom(least, most);
  return type === 'integer'
    ? fc.oneof(edges, fc.integer({ min: Math.ceil(least), max: Math.floor(most) }))
    : fc.oneof(edges, fc.double({ min: least, max: most, noNaN: true }));
}

const WORDS = [
  'x',
  'Hello',
  'Grüße, 你好 🎉',
  'CFO',
  '=1+1',
  "'; drop table proposals; --",
  '<b>x</b>',
];

function stringOf({ pattern, minLength, maxLength }: JsonSchema, known: Known) {
  const least = Number(minLength ?? 0);
  const most = Math.min(Number(maxLength ?? 40), Math.max(least, 40));
  const fits = (text: string) => text.length >= least && text.length <= Number(maxLength ?? 1e9);
  if (typeof pattern !== 'string' || pattern.endsWith(CONTROL)) {
    const text = fc.string({ unit: 'grapheme', minLength: least, maxLength: most });
    return fc.oneof(fc.constantFrom(...WORDS.filter(fits), 'y'.repeat(most)), text);
  }
  const matching = fc.stringMatching(new RegExp(pattern), { maxLength: 80 });
  const there = known(pattern);
  return there.length === 0
    ? matching
    : fc.oneof(
        { arbitrary: fc.constantFrom(...there), weight: 5 },
        { arbitrary: matching, weight: 1 },
      );
}
