import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressFor, idOf, namedIn } from '../../../src/hosts/outlook/url.ts';

const at = (href: string) => namedIn(new URL(href));
const DRAFT = 'AAMkAGI2-THV_SAAA=';

describe('what an address names', () => {
  it.each([
    ['https://outlook.office.com/mail/drafts/id/AAMkAGI2%2FTHV%2BSAAA%3D', { draftId: DRAFT }],
    ['https://outlook.office.com/mail/drafts/id/AAMkAGI2-THV_SAAA%3D', { draftId: DRAFT }],
    ['https://outlook.live.com/mail/0/drafts/id/AAMkAGI2-THV_SAAA%3D', { draftId: DRAFT }],
    [
      'https://outlook.office.com/mail/deeplink/compose?ItemID=AAMkAGI2%2fTHV%2bSAAA%3d&popoutv2=1',
      { draftId: DRAFT },
    ],
    ['https://outlook.live.com/mail/0/deeplink/compose/AAMkAGI2-THV_SAAA%3D', { draftId: DRAFT }],
    ['https://outlook.office.com/mail/inbox/id/AAQkAGI2%2FTHV%3D', { threadId: 'AAQkAGI2-THV=' }],
    // In Drafts, too, a conversation is none of its drafts.
    ['https://outlook.office.com/mail/drafts/id/AAQkAGI2', { threadId: 'AAQkAGI2' }],
  ])('%s', (href, expected) => expect(at(href)).toEqual(expected));

  it.each([
    'https://outlook.office.com/mail/inbox/id/AAMkAGI2',
    'https://outlook.office.com/mail/inbox',
    'https://outlook.office.com/mail/drafts',
    'https://outlook.office.com/mail/deeplink/compose',
    'https://outlook.office.com/mail/deeplink/compose?to=ana%40acme.example&subject=Hi',
    'https://outlook.office.com/mail/drafts/id/%E0%A4%A',
    'https://outlook.office.com/mail/drafts/id/not%20an%20id',
    'https://outlook.office.com/calendar/drafts/id/AAMkAGI2',
  ])('nothing: %s', (href) => expect(at(href)).toEqual({}));

  it('is what was opened, of any id and on any host', () => {
    const id = fc.stringMatching(/^AAMk[A-Za-z0-9_-]{1,150}={0,2}$/);
    const page = fc.constantFrom(
      'https://outlook.office.com/mail/inbox',
      'https://outlook.live.com/mail/0/sentitems/id/AAMk1',
      'https://outlook.cloud.microsoft/mail/',
    );
    fc.assert(
      fc.property(id, page, (draftId, here) => {
        const address = addressFor({ draftId }, new URL(here));
        expect(at(address)).toEqual({ draftId });
        expect(new URL(address).origin).toBe(new URL(here).origin);
        expect(idOf(draftId)).toBe(draftId);
      }),
    );
  });
});
