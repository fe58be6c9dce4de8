import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attentionMeter, IDLE_MS } from '../../../src/core/attention/meter.ts';
import { unseenWords } from '../../../src/core/attention/reading.ts';

const watched = (words = 10) => {
  const meter = attentionMeter();
  meter.sight({ visible: true, focused: true }, 0);
  meter.input(0);
  meter.show('one', words, 0);
  return meter;
};

test('time counts while seen, focused and within 30 s of input', () => {
  const meter = watched(200); // 50 s of reading
  expect(meter.of('one', [], 4000).activeMs).toBe(4000);
  expect(meter.of('one', [], IDLE_MS + 10_000).activeMs).toBe(IDLE_MS);
  meter.input(IDLE_MS + 10_000);
  expect(meter.of('one', [], IDLE_MS + 11_000).activeMs).toBe(IDLE_MS + 1000);
});

test('a stretch without input that no reading takes so long counts for nothing', () => {
  const meter = watched(10);
  meter.input(600_000);
  expect(meter.of('one', [], 601_000).activeMs).toBe(1000);
});

test('what is done in another window is no idle stretch', () => {
  const meter = watched(10);
  meter.sight({ visible: true, focused: false }, 5000);
  meter.sight({ visible: true, focused: true }, 600_000);
  meter.input(603_000);
  expect(meter.of('one', [], 603_000).activeMs).toBe(5000);
});

test('never more is counted than went by in sight, and more input never counts for less', () => {
  const step = fc.record({
    after: fc.integer({ min: 0, max: 90_000 }),
    what: fc.constantFrom('input', 'blur', 'focus', 'other', 'one'),
  });
  const run = (steps: { after: number; what: string }[], extra: boolean) => {
    const meter = watched(50);
    let at = 0;
    let sight = true;
    let seen = 0;
    let shown = 'one';
    for (const { after, what } of steps) {
      if (extra && sight) for (let t = at + 5000; t < at + after; t += 5000) meter.input(t);
      at += after;
      if (sight && shown === 'one') seen += after;
      if (what === 'input') meter.input(at);
      else if (what === 'blur' || what === 'focus') {
        sight = what === 'focus';
        meter.sight({ visible: true, focused: sight }, at);
      } else {
        shown = what;
        meter.show(what, 50, at);
      }
    }
    return { active: meter.of('one', [], at).activeMs, seen };
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const [plain, busy] = [run(steps, false), run(steps, true)];
      expect(plain.active).toBeLessThanOrEqual(plain.seen);
      expect(busy.active).toBeGreaterThanOrEqual(plain.active);
      expect(busy.active).toBeLessThanOrEqual(busy.seen);
    }),
  );
});

test('nothing counts without focus, hidden, or before any input', () => {
  const meter = watched();
  meter.sight({ visible: true, focused: false }, 1000);
  meter.sight({ visible: false, focused: true }, 5000);
  expect(meter.of('one', [], 9000).activeMs).toBe(1000);
  const idle = attentionMeter();
  idle.sight({ visible: true, focused: true }, 0);
  idle.show('one', 1, 0);
  expect(idle.of('one', [], 5000).activeMs).toBe(0);
});

test('items keep their own time, and coming back goes on where it was', () => {
  const meter = watched();
  meter.show('two', 5, 2000);
  meter.show('one', 99, 3000);
  expect(meter.of('one', [], 4000)).toMatchObject({ activeMs: 3000, unseenWords: 10 });
  expect(meter.of('two', [], 4000)).toMatchObject({ activeMs: 1000, unseenWords: 5 });
});

test('every high flag must have been seen; evidence is counted', () => {
  const meter = watched();
  meter.flagSeen('flag:0');
  meter.evidenceOpened();
  expect(meter.of('one', ['flag:0', 'flag:1'], 1)).toMatchObject({
    flagsSeen: false,
    evidenceOpened: 1,
  });
  meter.evidenceOpened(true);
  expect(meter.of('one', [], 1)).toMatchObject({ evidenceOpened: 2, contradictionOpened: true });
  meter.flagSeen('flag:1');
  expect(meter.of('one', ['flag:0', 'flag:1'], 1).flagsSeen).toBe(true);
  expect(meter.of('one', [], 1).flagsSeen).toBe(true);
});

test('unseen words are those the last text did not hold', () => {
  expect(unseenWords('Hello Ana, hello', '')).toBe(3);
  expect(unseenWords('Hello Ana, hello', 'hello there')).toBe(2);
  expect(unseenWords('', 'x')).toBe(0);
});

test('active time is that of half seconds counted one by one (brute force)', () => {
  const TICK = 500;
  const step = fc.record({
    after: fc.integer({ min: 0, max: 120 }),
    what: fc.constantFrom('input', 'input', 'blur', 'focus', 'hide', 'two', 'one'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.nat(200), (steps, words) => {
      const meter = attentionMeter();
      meter.sight({ visible: true, focused: true }, 0);
      meter.show('one', words, 0);
      let [at, item, visible, focused, last] = [0, 'one', true, true, Number.NEGATIVE_INFINITY];
      // what passed since somebody was surely there, by the item that was on screen
      let stretch = { item, counted: 0, watched: 0 };
      const stretches = [stretch];
      for (const { after, what } of [...steps, { after: 3, what: 'end' }]) {
        for (let tick = 0; tick < after; tick += 1, at += TICK) {
          if (!visible || !focused) continue;
          stretch.watched += TICK;
          if (at < last + IDLE_MS) stretch.counted += TICK;
        }
        if (what === 'blur' || what === 'focus') focused = what === 'focus';
        if (what === 'hide') visible = !visible;
        meter.sight({ visible, focused }, at);
        if (what === 'one' || what === 'two') item = what;
        if (['input', 'one', 'two'].includes(what)) {
          stretch = { item, counted: 0, watched: 0 };
          stretches.push(stretch);
        }
        if (what === 'input') {
          last = at;
          meter.input(at);
        } else if (what === 'one' || what === 'two') meter.show(what, words, at);
      }
      // three times the reading time at 238 words a minute, 30 s at least
      const longest = Math.max(IDLE_MS, (3 * words * 60_000) / 238);
      for (const id of ['one', 'two']) {
        const told = stretches
          .filter((one) => one.item === id && one.watched <= longest)
          .reduce((sum, { counted }) => sum + counted, 0);
        expect(meter.of(id, [], at).activeMs).toBe(told);
      }
    }),
    { seed: 9, numRuns: 500 },
  );
});

test('unseen words are what is left when each seen one is crossed out once (brute force)', () => {
  const text = fc.array(fc.constantFrom('hello', 'Ana', 'we', 'ship', '30'), { maxLength: 15 });
  fc.assert(
    fc.property(text, text, (now, seen) => {
      const left = now.map((word) => word.toLowerCase());
      for (const word of seen) {
        const at = left.indexOf(word.toLowerCase());
        if (at >= 0) left.splice(at, 1);
      }
      expect(unseenWords(now.join(', '), seen.join(' '))).toBe(left.length);
    }),
    { seed: 9 },
  );
});
