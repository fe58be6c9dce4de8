import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeToken,
  draftToken,
  encodeToken,
  parseDraftToken,
  parseThreadToken,
  threadToken,
} from '../../../src/demo/gmail/draft-url.ts';

describe('address tokens', () => {
  it.each(['', 'A', 'FMfcgz!', 'aeiou', ' ', 'B'.repeat(5), '\u00e9'])('refuses %j', (token) => {
    expect(decodeToken(token)).toBeNull();
  });

  it.each(['', '\u0003x', 'snow\u2603'])('does not encode %j', (text) => {
    expect(() => encodeToken(text)).toThrow(RangeError);
  });

  it('refuses ids of another kind', () => {
    expect(parseThreadToken(encodeToken('f:12+msg-a:r1'))).toBeNull();
    expect(parseDraftToken(encodeToken('f:12'))).toBeNull();
    expect(parseDraftToken(encodeToken('f:12+msg-a:r1+msg-a:r2'))).toBeNull();
    expect(parseThreadToken('FMfcgzGrcPDsWNbhXDxWDQhHFbWHBTl')).toBeNull();
  });

  it('knows a thread seen in the wild', () => {
    const token = 'FMfcgzGrcPDsWNbhXDxWDQhHFbWHBTlb';
    expect(parseThreadToken(token)).toBe('thread-f:1756062914473899624');
    expect(threadToken('#thread-f:1756062914473899624')).toBe(token);
    expect(1756062914473899624n.toString(16)).toBe('185ec9eaac743668');
  });

  it('knows a draft seen in the wild by its start', () => {
    const ids = {
      threadId: 'thread-a:r3311440951236262777',
      messageId: 'msg-a:r3776060216489491953',
    };
    const token = draftToken(ids.threadId, `#${ids.messageId}`);
    expect(token).toMatch(/^CllgCJZZQF/);
    expect(parseDraftToken(token)).toEqual(ids);
  });

  it('round-trips any Latin-1 text with an encodable start', () => {
    const latin = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 80 });
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 255 }), latin, (first, rest) => {
        const text = String.fromCharCode(first, ...rest);
        expect(decodeToken(encodeToken(text))).toBe(text);
      }),
    );
  });

  it('round-trips ids of either sign', () => {
    const id = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n - 1n });
    fc.assert(
      fc.property(id, id, (thread, message) => {
        const ids = {
          threadId: `thread-a:r${thread}`,
          messageId: `msg-a:r${message}`,
        };
        expect(parseDraftToken(draftToken(ids.threadId, ids.messageId))).toEqual(ids);
      }),
    );
  });
});
