import { expect, test } from 'vitest';
import { gateUrl, liveUrl } from '../../../src/background/gate/url.ts';

test.each([
  ['http://gate.example', 'https'],
  ['http://127.0.0.1.evil.example', 'https'],
  ['http://localhost.evil.example:80', 'https'],
  ['http://10.0.0.1', 'https'],
  ['ftp://gate.example', 'https'],
  ['javascript:alert(1)', 'not an address'],
  ['https://user:pass@gate.example', 'name or password'],
  ['https://gate.example/?x=1', '?'],
  ['https://gate.example/#a', '#'],
  ['https://', 'not an address'],
  ['', 'not an address'],
])('%j is refused', (typed, why) => {
  const result = gateUrl(typed);
  expect(result).toHaveProperty('wrong');
  expect('wrong' in result && result.wrong).toContain(why);
});

test.each([
  ['https://gate.example/', 'https://gate.example'],
  [' https://gate.example/base// ', 'https://gate.example/base'],
  ['gate.example', 'https://gate.example'],
  ['http://127.0.0.1:8484/', 'http://127.0.0.1:8484'],
  ['http://localhost:8484', 'http://localhost:8484'],
  ['http://[::1]:8484', 'http://[::1]:8484'],
])('%j is %s', (typed, url) => {
  expect(gateUrl(typed)).toEqual({ url });
});

test('the socket is as safe as the rest', () => {
  expect(liveUrl('https://g.example/b')).toBe('wss://g.example/b/v1/live');
  expect(liveUrl('http://127.0.0.1:1')).toBe('ws://127.0.0.1:1/v1/live');
});
