import { expect, test } from 'vitest';
import { badgeOf } from '../../src/background/badge.ts';
import { ConnectionState, type SpaceStatus } from '../../src/messages/pages-to-worker.ts';

const badge = (connection: ConnectionState, pending = 0, outbox = 0) =>
  badgeOf({ connection, pending, outbox, spaces: [] });

const space = (name: string, connection: ConnectionState): SpaceStatus => {
  const id = '00000000-0000-4000-8000-000000000001';
  return {
    ...{ id: name, name, connection, pending: 0, outbox: 0 },
    gate: { name: 'Gate', url: 'https://gate.example.com', keyThumbprint: 'k' },
    workspace: { id, name, createdAt: '2026-11-22T10:00:00.000Z' },
    reviewer: { id, name: 'Ana', email: 'ana@northwind.example', role: 'rep', mailboxes: [] },
  };
};

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

test('while one workspace works, another that does not is said by name', () => {
  const of = (connection: ConnectionState, pending = 3) =>
    badgeOf({
      ...{ connection: 'live', pending, outbox: 0 },
      spaces: [space('Northwind', 'live'), space('Brightloop', connection)],
    });
  expect(of('polling').title).toBe('Countersign: 3 to review');
  expect(of('offline')).toMatchObject({
    ...{ text: '3', title: 'Countersign: 3 to review, Brightloop is offline' },
    background: of('polling').background,
  });
  expect(of('revoked', 0).text).toBe('!');
  expect(of('revoked').title).toContain('Brightloop was signed out');
  expect(of('revoked').background).not.toBe(of('polling').background);
});

test('what was stopped is said first, by a sign and in the title, and while offline in the title', () => {
  const of = (connection: ConnectionState, pending: number) =>
    badgeOf({ connection, pending, outbox: 0, spaces: [] }, 1);
  expect(of('live', 0)).toMatchObject({ text: '!' });
  expect(of('live', 3)).toMatchObject({
    ...{ text: '!3', title: 'Countersign: 1 thing was stopped, 3 to review' },
    background: badge('revoked').background,
  });
  expect(of('polling', 100).text).toBe('!99+');
  expect(of('offline', 3)).toMatchObject({
    ...{ text: '3', title: 'Countersign: offline, 1 thing was stopped, 3 to review' },
    background: badge('offline').background,
  });
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
