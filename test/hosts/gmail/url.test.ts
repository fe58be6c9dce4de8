import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftIdOf, legacyOf, syncThreadOf } from '../../../src/hosts/gmail/ids.ts';
import { composesIn, decodeToken, draftToken, encodeToken } from '../../../src/hosts/gmail/url.ts';

describe('address tokens', () => {
  it('decodes a token seen in the wild', () => {
    expect(decodeToken('FMfcgzGrcPDsWNbhXDxWDQhHFbWHBTlb')).toBe('f:1756062914473899624');
    expect(encodeToken('f:1756062914473899624')).toBe('FMfcgzGrcPDsWNbhXDxWDQhHFbWHBTlb');
  });

  it('is its own inverse on every id', () => {
    const id = fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String);
    fc.assert(
      fc.property(fc.constantFrom('a:r', 'a:r-', 'f:'), id, id, (form, thread, message) => {
        const token = draftToken(`thread-${form}${thread}`, `msg-a:r${message}`);
        const composes = composesIn(`#inbox?compose=new,${token},${token}`);
        const one = { thread: `thread-${form}${thread}`, message: `msg-a:r${message}` };
        expect(composes).toEqual([one, one]);
      }),
    );
  });

  it.each(['', 'new', 'AEIOU', '../../x', 'B', 'F', '%E0%A4', 'zzzzzzzz'])(
    'takes %j for none',
    (token) => {
      expect(decodeToken(token)).toBeNull();
    },
  );

  it('reads no compose from an address without one, nor from a broken one', () => {
    for (const hash of [
      '',
      '#inbox',
      '#inbox?compose=',
      '#inbox?compose=new',
      '#inbox?compose=%ZZ',
    ])
      expect(composesIn(hash)).toEqual([]);
  });
});

describe('ids', () => {
  it('takes the words Gmail writes for nothing as nothing', () => {
    for (const nothing of ['', 'undefined', 'null', '#', ' ', null, undefined]) {
      expect(draftIdOf(nothing)).toBeUndefined();
      expect(legacyOf(nothing)).toBeUndefined();
    }
  });

  it('brings ids into the form of the API, and guesses none', () => {
    expect(draftIdOf('#msg-a:r-7673660351152959857')).toBe('r-7673660351152959857');
    expect(draftIdOf('#msg-f:1862317453241163041')).toBe('msg-f:1862317453241163041');
    expect(legacyOf('#msg-f:1862317453241163041')).toBe('19d847db53731d21');
    expect(legacyOf('#thread-f:1602441164947422913|msg-f:1')).toBe('163d03bfda277ec1');
    expect(legacyOf('#thread-a:r-768')).toBe('thread-a:r-768');
    expect(syncThreadOf('185ec9eaac743668')).toBe('thread-f:1756062914473899624');
    expect(syncThreadOf('thread-a:r-768')).toBe('thread-a:r-768');
  });
});
