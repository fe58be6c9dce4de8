import { expect, test } from 'vitest';
import { attentionMeter, IDLE_MS, unseenWords } from '../../../src/pages/review/attention.ts';

const watched = () => {
  const meter = attentionMeter();
  meter.sight({ visible: true, focused: true }, 0);
  meter.input(0);
  meter.show('one', 10, 0);
  return meter;
};

test('time counts while seen, focused and within 30 s of input', () => {
  const meter = watched();
  expect(meter.of('one', [], 4000).activeMs).toBe(4000);
  expect(meter.of('one', [], IDLE_MS + 60_000).activeMs).toBe(IDLE_MS);
  meter.input(IDLE_MS + 60_000);
  expect(meter.of('one', [], IDLE_MS + 61_000).activeMs).toBe(IDLE_MS + 1000);
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
  meter.flagSeen('flag:1');
  expect(meter.of('one', ['flag:0', 'flag:1'], 1).flagsSeen).toBe(true);
  expect(meter.of('one', [], 1).flagsSeen).toBe(true);
});

test('unseen words are those the last text did not hold', () => {
  expect(unseenWords('Hello Ana, hello', '')).toBe(3);
  expect(unseenWords('Hello Ana, hello', 'hello there')).toBe(2);
  expect(unseenWords('', 'x')).toBe(0);
});
