import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remembered } from '../../src/background/remembered.ts';
import type { SessionMemory } from '../../src/background/sessions.ts';

/** A memory whose answers come when the test says so, in any order. */
function slow() {
  const held = new Map<string, unknown>();
  const waiting: (() => void)[] = [];
  let reads = 0;
  const later = <T>(run: () => T): Promise<T> =>
    new Promise((resolve) => waiting.push(() => resolve(run())));
  const memory: SessionMemory = {
    get(key) {
      reads += 1;
      // Read now, told later: what a write overtakes.
      const value = held.get(key);
      return later(() => value);
    },
    all: () => later(() => Object.fromEntries(held)),
    set: (key, value) => later(() => void held.set(key, value)),
    remove: (keys) =>
      later(() => {
        for (const key of [keys].flat()) held.delete(key);
      }),
  };
  const answer = (at = 0) => waiting.splice(at % Math.max(1, waiting.length), 1)[0]?.();
  return { memory, held, answer, waiting, reads: () => reads };
}

test('a value that a write overtook on its way is not kept', async () => {
  const { memory, held, answer } = slow();
  held.set('a', 'old');
  const kept = remembered(memory);
  const reading = kept.get('a');
  const writing = kept.set('a', 'new');
  answer(1);
  await writing;
  answer(0);
  expect(await reading).toBe('old');
  const again = kept.get('a');
  answer();
  expect(await again).toBe('new');
});

test('what is not there is asked for again: a frame that is admitted later must be found', async () => {
  const { memory, answer, reads } = slow();
  const kept = remembered(memory);
  for (const _ of [1, 2]) {
    const reading = kept.get('panel:1');
    answer();
    expect(await reading).toBeUndefined();
  }
  expect(reads()).toBe(2);
});

test('once the line is quiet it says what the memory holds, after any writes, and asks once', async () => {
  const step = fc.tuple(
    fc.constantFrom('get', 'set', 'remove', 'answer'),
    fc.constantFrom('a', 'b'),
    fc.nat(5),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { memory, held, answer, waiting, reads } = slow();
      const kept = remembered(memory);
      for (const [what, key, number] of steps) {
        if (what === 'get') void kept.get(key);
        else if (what === 'set') void kept.set(key, number);
        else if (what === 'remove') void kept.remove(key);
        else answer(number);
        await Promise.resolve();
      }
      while (waiting.length > 0) {
        answer();
        await new Promise((resolve) => setImmediate(resolve));
      }
      for (const key of ['a', 'b']) {
        const reading = kept.get(key);
        answer();
        expect(await reading).toBe(held.get(key));
        const before = reads();
        if (held.has(key)) expect(await kept.get(key)).toBe(held.get(key));
        expect(reads()).toBe(before);
      }
    }),
  );
});
