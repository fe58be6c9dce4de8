import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  GRAVEST_FIRST,
  gravity,
  stretches,
  type TextMark,
} from '../../../src/core/text/stretches.ts';

const LENGTH = 40;
const marks = fc
  .array(
    fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH), fc.constantFrom(...GRAVEST_FIRST)),
    // Up to as many as make every stretch a pile of marks.
    { maxLength: 12 },
  )
  .map((all): TextMark[] =>
    // Backwards and empty ones too: what a span of another text may come out as.
    all.map(([start, end, status], index) => ({ id: `m${index}`, start, end, status })),
  );
const at = (all: readonly TextMark[], place: number) =>
  all.filter(({ start, end }) => start <= place && place < end);
const places = Array.from({ length: LENGTH + 1 }, (_, place) => place);

test('each marked character is in one stretch, which names exactly its marks; no other is in any', () => {
  fc.assert(
    fc.property(marks, (all) => {
      const cut = stretches(all);
      for (const place of places) {
        const here = cut.filter(({ start, end }) => start <= place && place < end);
        const names = at(all, place).map(({ id }) => id);
        expect(here).toHaveLength(names.length > 0 ? 1 : 0);
        expect(new Set(here[0]?.marks.map(({ id }) => id))).toEqual(new Set(names));
      }
    }),
  );
});

test('a stretch carries the gravest of its marks, and names the others in falling gravity', () => {
  fc.assert(
    fc.property(marks, (all) => {
      for (const { start, marks: here } of stretches(all)) {
        const weights = here.map(({ status }) => gravity(status));
        expect(weights).toEqual([...weights].sort((a, b) => a - b));
        expect(weights[0]).toBe(Math.min(...at(all, start).map(({ status }) => gravity(status))));
      }
    }),
  );
});

test('stretches come in the order of the text, none is empty, and none reaches into another', () => {
  fc.assert(
    fc.property(marks, (all) => {
      const cut = stretches(all);
      for (const [index, { start, end }] of cut.entries()) {
        expect(start).toBeLessThan(end);
        expect(start).toBeGreaterThanOrEqual(cut[index - 1]?.end ?? 0);
      }
    }),
  );
});

test('in whatever order marks come, the stretches are the same', () => {
  const shuffled = marks.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      expect(stretches(other)).toEqual(stretches(all));
    }),
  );
});

test('a text is cut where what lies on it changes, and nowhere else', () => {
  fc.assert(
    fc.property(marks, (all) => {
      const cut = stretches(all);
      for (const [index, one] of cut.entries()) {
        const next = cut[index + 1];
        if (next?.start === one.end) expect(next.marks).not.toEqual(one.marks);
      }
    }),
  );
});

test('a mark inside another is seen, and so is where the outer one goes on', () => {
  const outer: TextMark = { id: 'outer', start: 0, end: 30, status: 'supported' };
  const inner: TextMark = { id: 'inner', start: 10, end: 14, status: 'contradicted' };
  expect(stretches([outer, inner])).toEqual([
    { start: 0, end: 10, marks: [outer] },
    { start: 10, end: 14, marks: [inner, outer] },
    { start: 14, end: 30, marks: [outer] },
  ]);
});
