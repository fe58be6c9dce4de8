import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isItemId,
  itemAtGate,
  itemHref,
  itemIn,
  itemPasted,
} from '../../../src/pages/review/item-link.ts';

const ID = '01930000-0000-7000-8000-000000000001';
const at = (href: string): string =>
  new URL(href, 'chrome-extension://x/src/pages/a/b.html').search;

describe('a link', () => {
  it('to nothing is none, and one that was cut off names what is no id', () => {
    expect(itemIn('')).toBeNull();
    expect(itemIn('?space=a')).toBeNull();
    const cut = itemIn(`?item=${ID.slice(0, 20)}`);
    expect(cut && isItemId(cut.proposalId)).toBe(false);
    expect(itemIn(`?item=${'x'.repeat(5000)}`)?.proposalId).toHaveLength(100);
  });

  it('comes back as it was made, whatever its workspace is called', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        (id, space) => {
          const link = { proposalId: id, ...(space === undefined ? {} : { space }) };
          expect(itemIn(at(itemHref(link)))).toEqual(link);
        },
      ),
    );
  });

  it('says no more than the id and the space: no content, no right', () => {
    const { searchParams } = new URL(itemHref({ proposalId: ID, space: 's' }), 'https://x.example');
    expect([...searchParams.keys()]).toEqual(['item', 'space']);
  });
});

describe('the page that a message in Slack leads to', () => {
  it('is one by its path alone: nothing before it, nothing after it', () => {
    for (const path of [`/v1/review/${ID}`, `/review/${ID}/edit`, '/review/', `/alert/${ID}`])
      expect(itemAtGate(`https://gate.example${path}`)).toBeNull();
    expect(itemAtGate(`javascript:/review/${ID}`)?.origin).not.toBe('https://gate.example');
    expect(itemAtGate('not an address')).toBeNull();
  });

  it('names the item and whose gate it is', () => {
    expect(itemAtGate(`https://gate.example:8443/review/${ID}?x#y`)).toEqual({
      proposalId: ID,
      origin: 'https://gate.example:8443',
    });
  });
});

describe('what is pasted into the search', () => {
  it('is searched for as it is where it names no item', () => {
    for (const text of ['', 'ana', ID.slice(1), `x${ID}`, 'https://gate.example/', '?item=1'])
      expect(itemPasted(text)).toBeNull();
  });

  it('opens the item: its id, a gate’s link, or one of ours', () => {
    const ours = `chrome-extension://x/src/pages/queue/index.html?item=${ID}&space=s`;
    for (const text of [ID, ` ${ID.toUpperCase()}\n`, `https://gate.example/review/${ID}`, ours])
      expect(itemPasted(text)).toBe(ID);
  });
});
