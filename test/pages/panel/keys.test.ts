import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ARM_AFTER_MS,
  bindings,
  DEFAULT_KEYS,
  keyGuard,
  LIFTED_MS,
  type Press,
} from '../../../src/pages/review/keys.ts';

const press = (key: string, at: number, change: Partial<Press> = {}): Press => ({
  key,
  code: `Key${key.toUpperCase()}`,
  repeat: false,
  trusted: true,
  typing: false,
  modified: false,
  at,
  ...change,
});
const keys = bindings({});
const DECIDING = ['a', 'A', 'r', 'x', 'd'];

describe('a decision key does nothing', () => {
  test('before the item has been on screen for its moment', () => {
    const guard = keyGuard();
    expect(guard.press(press('a', 5000), keys).action).toBeNull();
    guard.shown(1000);
    expect(guard.press(press('x', 1000 + ARM_AFTER_MS - 1), keys).action).toBeNull();
    expect(guard.press(press('r', 1000 + ARM_AFTER_MS), keys).action).toBe('reject');
  });

  test('while it is held from the item before, with or without the repeat mark', () => {
    const guard = keyGuard();
    guard.shown(0);
    expect(guard.press(press('a', 400), keys).action).toBe('approve');
    guard.shown(420);
    expect(guard.press(press('a', 900, { repeat: true }), keys)).toMatchObject({ again: true });
    expect(guard.press(press('a', 1000), keys)).toMatchObject({ again: true, action: null });
    guard.up('KeyA', 1100);
    expect(guard.press(press('a', 1200), keys).action).toBe('approve');
  });

  test('when up and down come faster than a finger', () => {
    const guard = keyGuard();
    guard.shown(0);
    guard.press(press('a', 400), keys);
    guard.up('KeyA', 430);
    expect(guard.press(press('a', 430 + LIFTED_MS - 1), keys).action).toBeNull();
  });

  test.each([
    ['made by a script', { trusted: false }],
    ['typed into a field', { typing: true }],
    ['with Ctrl, Alt or Meta', { modified: true }],
  ])('%s', (_, change) => {
    const guard = keyGuard();
    guard.shown(0);
    expect(guard.press(press('a', 900, change), keys)).toMatchObject({ action: null, digit: null });
  });

  test('after the item left the screen', () => {
    const guard = keyGuard();
    guard.shown(0);
    guard.hidden();
    expect(guard.press(press('a', 9000), keys).action).toBeNull();
  });
});

test('moving on and help need no moment', () => {
  const guard = keyGuard();
  guard.shown(0);
  expect(guard.press(press('j', 1), keys).action).toBe('next');
  expect(guard.press(press('?', 2), keys).action).toBe('help');
});

test('digits arm like decisions', () => {
  const guard = keyGuard();
  guard.shown(0);
  expect(guard.press(press('3', 10), keys).digit).toBeNull();
  guard.up('Key3', 50);
  expect(guard.press(press('3', 500), keys).digit).toBe(3);
  expect(guard.press(press('0', 600), keys).digit).toBeNull();
});

test("the person's own keys win, and the defaults stand for the rest", () => {
  expect(bindings({ approve: 'y', nonsense: 'q' })).toEqual({ ...DEFAULT_KEYS, approve: 'y' });
});

test('whatever is pressed, held or repeated, no item is decided twice or unseen', () => {
  const step = fc.record({
    kind: fc.constantFrom('down', 'up', 'repeat', 'blur', 'wait'),
    key: fc.constantFrom(...DECIDING, 'j', '1'),
    wait: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const guard = keyGuard();
      let at = 0;
      let shownAt = 0;
      const held = new Set<string>();
      guard.shown(0);
      for (const { kind, key, wait } of steps) {
        at += wait;
        const code = `Key${key.toUpperCase()}`;
        if (kind === 'up') {
          guard.up(code, at);
          held.delete(code);
        } else if (kind === 'blur') {
          guard.lost();
        } else if (kind === 'down' || kind === 'repeat') {
          const wasHeld = held.has(code);
          // After a blur the browser marks a key that is still down as a repeat.
          const { action } = guard.press(
            press(key, at, { repeat: kind === 'repeat' || wasHeld }),
            keys,
          );
          held.add(code);
          if (action === null || action === 'next') continue;
          expect(kind).toBe('down');
          expect(wasHeld).toBe(false);
          expect(at - shownAt).toBeGreaterThanOrEqual(ARM_AFTER_MS);
          shownAt = at; // the next item comes on screen
          guard.shown(at);
        }
      }
    }),
  );
});
