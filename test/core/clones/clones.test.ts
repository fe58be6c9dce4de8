import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkBatch,
  cloneDigest,
  groupClones,
  isTrueClone,
} from '../../../src/core/clones/group.ts';
import { cloneKey } from '../../../src/core/clones/key.ts';
import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import { BUYERS, type Buyer, buyerOf, draftFor } from './drafts.ts';
import { NEAR_MISSES } from './near-misses.ts';

const [petra, ana] = BUYERS as [Buyer, Buyer, ...Buyer[]];
const drafts = BUYERS.map((buyer) => draftFor(buyer));
const others = drafts.filter((_draft, at) => at !== 1);
const digest = async (draft: CloneSubject): Promise<string> => {
  const found = await cloneDigest(draft);
  if ('alone' in found) throw new Error(found.alone);
  return found.digest;
};

describe('nothing unequal is ever batched:', () => {
  it.each(Object.entries(NEAR_MISSES))('%s', async (_name, near) => {
    for (const other of drafts) expect(isTrueClone(near, other)).toBe(false);
    expect(groupClones([near, ...others])).toEqual([[near], others]);
    const answers = await checkBatch([...others, near], await digest(draftFor(petra)));
    expect(answers.map((why) => why === null)).toEqual([...others.map(() => true), false]);
  });

  it('a changed price', () => {
    const at = (buyer: Buyer, price: string) =>
      draftFor(buyer, { line: `The plan is ${price} a month.` });
    expect(isTrueClone(at(petra, '49 €'), at(ana, '39 €'))).toBe(false);
    expect(isTrueClone(at(petra, '49 €'), at(ana, '49 €'))).toBe(true);
  });

  it('whatever single word of the text outside the slots is another one', () => {
    const { body } = draftFor(ana).content as EmailContent;
    const outside = [...body.matchAll(/[a-z]{2,}(?![^<]*>)/gi)].filter(
      ({ 0: word }) => !['Ana', 'Nordfracht'].includes(word),
    );
    fc.assert(
      fc.property(fc.constantFrom(...outside), fc.stringMatching(/^[a-z]{1,8}$/), (match, word) => {
        fc.pre(word !== match[0]);
        const changed =
          body.slice(0, match.index) + word + body.slice(match.index + match[0].length);
        const draft = draftFor(ana);
        const near = { ...draft, content: { ...(draft.content as EmailContent), body: changed } };
        return !isTrueClone(near, draftFor(petra));
      }),
    );
  });

  it('a fact that stands in its evidence with other digits around it', () => {
    fc.assert(
      fc.property(fc.constantFrom('1', '.5', ',5', '-'), fc.boolean(), (extra, before) => {
        fc.pre(before || extra !== '-');
        const quote = `Nordfracht AG plans from ${before ? extra : ''}9${before ? '' : extra} sites.`;
        return 'alone' in cloneKey(draftFor(ana, { quote }));
      }),
    );
  });
});

describe('true clones', () => {
  it('are those that differ in supported slots alone', () => {
    expect(groupClones(drafts)).toEqual([drafts]);
    for (const a of drafts) for (const b of drafts) expect(isTrueClone(a, b)).toBe(true);
  });

  it('are told the same whatever the order, and from either side', () => {
    const many = [...drafts, ...Object.values(NEAR_MISSES)];
    const sizes = (groups: CloneSubject[][]) => groups.map(({ length }) => length).sort();
    fc.assert(
      fc.property(fc.shuffledSubarray(many, { minLength: many.length }), (shuffled) => {
        expect(sizes(groupClones(shuffled))).toEqual(sizes(groupClones(many)));
      }),
      { numRuns: 20 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...many), fc.constantFrom(...many), (a, b) => {
        expect(isTrueClone(a, b)).toBe(isTrueClone(b, a));
      }),
    );
  });

  it('are found among any buyers, each for the reason of its own evidence', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) =>
        isTrueClone(draftFor(buyerOf(a)), draftFor(buyerOf(b))),
      ),
    );
  });

  it('may have the same flag below high, and say the same claim of everybody with one evidence', () => {
    const with_ = (buyer: Buyer, quote: string): CloneSubject => {
      const draft = draftFor(buyer);
      const claim = {
        id: 'hand',
        statement: 'Others plan docks by hand.',
        status: 'supported' as const,
        evidence: [{ source: 'Survey', quote }],
      };
      const flag = {
        code: 'agent.tone',
        origin: 'agent' as const,
        severity: 'low' as const,
        message: `Brisk towards ${buyer.company.split(' ')[0]}.`,
      };
      return { ...draft, claims: [...draft.claims, claim], flags: [flag] };
    };
    expect(isTrueClone(with_(ana, 'Seven in ten do.'), with_(ana, 'Seven in ten do.'))).toBe(true);
    expect(isTrueClone(with_(ana, 'Seven in ten do.'), with_(petra, 'Two in ten do.'))).toBe(false);
  });

  it('say why one is alone in words for a person', () => {
    expect(cloneKey(draftFor(ana, { sites: '12' }))).toEqual({
      alone: 'slot “sites” is in none of its evidence',
    });
  });
});
