import { expect, test } from 'vitest';
import { badgeOf } from '../../src/background/badge.ts';
import { ConnectionState } from '../../src/messages/pages-to-worker.ts';

const badge = (connection: ConnectionState, pending = 0, outbox = 0) =>
  badgeOf({ connection, pending, outbox });

test.each([
  ['unpaired', 0, '…'],
  ['revoked', 5, '!'],
  ['offline', 0, '–'],
  ['offline', 7, '7'],
  ['live', 0, ''],
  ['polling', 1, '1'],
  ['live', 99, '99'],
  ['live', 100, '99+'],
  ['connecting', 100_000, '99+'],
] as const)('%s with %i to review shows %j', (connection, pending, text) => {
  expect(badge(connection, pending).text).toBe(text);
});

test('offline says what has not been sent, in words and not by colour alone', () => {
  expect(badge('offline', 2, 3).title).toMatch(/offline.*2.*3 decisions not sent/);
});

/** WCAG 2 relative luminance of a hex colour. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('the text is readable on every background', () => {
  for (const state of ConnectionState.options) {
    const { colour, background } = badge(state, 3);
    const contrast = (luminance(colour) + 0.05) / (luminance(background) + 0.05);
    expect(contrast, state).toBeGreaterThanOrEqual(4.5);
  }
});
