import { expect, test } from 'vitest';
import { imageChanges, imagesOf } from '../../../src/pages/review/images.ts';

const LOGO = 'https://cdn.example/logo.png';
const OTHER = 'https://elsewhere.example/pixel.gif?id=7';

test('an image that comes, goes or is replaced is said with its host', () => {
  expect(imageChanges([], [OTHER])).toBe('An image was added (elsewhere.example).\n');
  expect(imageChanges([LOGO], [])).toBe('An image was removed (cdn.example).\n');
  expect(imageChanges([LOGO], [OTHER])).toBe('An image was changed (elsewhere.example).\n');
});

test('another image of the same host is a change too', () => {
  expect(imageChanges([LOGO], [`${LOGO}?v=2`])).toBe('An image was changed (cdn.example).\n');
});

test('images that stayed are not named, whatever their order and number', () => {
  expect(imageChanges([LOGO], [LOGO])).toBe('');
  expect(imageChanges([LOGO, LOGO], [LOGO])).toBe('An image was removed (cdn.example).\n');
  expect(imageChanges([LOGO], [OTHER, LOGO])).toBe('An image was added (elsewhere.example).\n');
});

test.each([
  ['data:image/gif;base64,R0lGODlhAQABAIAAAAAA', 'in the mail itself'],
  ['cid:part1.06090408@example', 'in the mail itself'],
  ['https://аpple.example/x.png', 'xn--pple-43d.example'],
  ['//cdn.example/x.png', 'cdn.example'],
  ['?ui=2&view=fimg', 'mail.google.com'],
  ['http://[broken', 'no readable source'],
  ['', 'no readable source'],
])('%s: %s', (source, where) => {
  expect(imageChanges([], [source])).toBe(`An image was added (${where}).\n`);
});

test('those of the text come before those of the tail', () => {
  const authored = [{ text: 'x' }, { image: LOGO }, { link: OTHER, text: 'no image' }];
  expect(imagesOf({ authored, tail: [{ image: OTHER }] })).toEqual([LOGO, OTHER]);
});
