import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { faultIn } from '../../../src/core/repair/faults.ts';
import { type Repair, repaired, repairsOf } from '../../../src/core/repair/repair.ts';
import { conflictsIn } from '../../../src/core/repair/values.ts';

const at = (text: string, words: string) => {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`“${words}” is not in the text`);
  return { start, end: start + words.length };
};
/** Each way with the text that it would leave. */
const ways = (
  text: string,
  words: string,
  known: { quotes?: string[]; others?: string[] } = {},
): Record<string, string> => {
  const { quotes = [], others = [] } = known;
  const all = repairsOf(text, at(text, words), {
    quotes,
    others: others.map((one) => at(text, one)),
  });
  return Object.fromEntries(all.map((one) => [one.way, repaired(text, one)]));
};

describe('a contradicted value', () => {
  const quote = 'Headcount rose from 210 to 236 (12 %).';
  test.each([
    [
      'Your team grew by 40 % last year.',
      'grew by 40 %',
      quote,
      'Your team grew by 12 % last year.',
    ],
    [
      'You run 12 sites, I read.',
      '12 sites',
      'Nordfracht plans from 9 sites and 40 docks.',
      'You run 9 sites, I read.',
    ],
    [
      'It opened in March 2026.',
      'opened in March 2026',
      'It opened on 3 May 2026.',
      'It opened in May 2026.',
    ],
    [
      'It opened on 3 March 2026.',
      '3 March 2026',
      'Opened 5 March 2026',
      'It opened on 5 March 2026.',
    ],
    [
      'The plan is 39 € a month.',
      '39 €',
      'The plan costs 49 € a month.',
      'The plan is 49 € a month.',
    ],
    [
      'Founded in 1998, you know this.',
      'Founded in 1998',
      'Founded in 1989 in Ulm.',
      'Founded in 1989, you know this.',
    ],
    [
      'In 12 hours you ship 300 loads.',
      '12 hours you ship 300 loads',
      'It takes 9 hours for 250 loads.',
      'In 9 hours you ship 250 loads.',
    ],
  ])('in %j is replaced by the evidence’s', (text, words, known, left) => {
    expect(ways(text, words, { quotes: [known] }).value).toBe(left);
  });

  test.each([
    [
      'two of its kind in the evidence',
      'You run 12 sites.',
      '12 sites',
      'Nine of 9 sites, later 11 sites.',
    ],
    ['another unit', 'It takes 12 hours.', '12 hours', 'It takes 3 days.'],
    ['another currency', 'It is 39 € a month.', '39 €', 'It is $49 a month.'],
    ['another thing counted', 'You run 12 sites.', '12 sites', 'They have 40 docks.'],
    ['the same value in other digits', 'You have 1,200 people.', '1,200', 'About 1.200 Leute.'],
    [
      'a day where the text has one and the evidence none',
      'On 3 March 2026.',
      '3 March 2026',
      'In May 2026.',
    ],
    ['no number at all', 'You grew a lot.', 'grew a lot', 'Headcount rose by 12 %.'],
  ])('is not guessed from %s', (_why, text, words, known) => {
    expect(ways(text, words, { quotes: [known] }).value).toBeUndefined();
  });

  it('is named on both sides, with the quote that has it', () => {
    const text = 'Your team grew by 40 % last year.';
    expect(conflictsIn(text, at(text, 'grew by 40 %'), ['Nothing here.', quote])).toEqual([
      { start: 18, end: 22, said: '40 %', known: '12 %', quote: 1, put: '12 %' },
    ]);
  });
});

describe('a clause', () => {
  test.each([
    ['You opened a site in Ulm, and your team grew by 40 %.', '40 %', 'You opened a site in Ulm.'],
    ['Acme, which grew by 40 %, plans by hand.', '40 %', 'Acme plans by hand.'],
    ['Since you grew by 40 %, we should talk soon.', '40 %', 'We should talk soon.'],
    ['You grew by 40 %, and we should talk soon.', '40 %', 'We should talk soon.'],
    [
      'You have docks, 40 lorries, two yards, and a plan.',
      '40 lorries',
      'You have docks, two yards, and a plan.',
    ],
    ['You plan by hand (40 % of it), I read.', '40 %', 'You plan by hand, I read.'],
    ['Your yard – 40 % larger now – needs a plan.', '40 %', 'Your yard needs a plan.'],
    ['Wir sahen Ihr Lager in Ulm; Ihr Team wuchs um 40 %.', '40 %', 'Wir sahen Ihr Lager in Ulm.'],
    ['You run 1,200 docks, and grew by 40 %.', '40 %', 'You run 1,200 docks.'],
  ])('of %j goes with its marks', (text, words, left) => {
    expect(ways(text, words).clause).toBe(left);
  });

  test.each([
    ['the only one', 'Your team grew by 40 % last year.', '40 %'],
    [
      'one that the rest needs',
      'We read that, that you grew by 40 %, is well known.',
      'that you grew by 40 %',
    ],
    ['the main one, with a clause that leans on it', 'You grew by 40 %, which is a lot.', '40 %'],
    ['what follows a colon', 'We saw one thing here: you grew by 40 %.', '40 %'],
    ['one without which no sentence is left', 'Hi Petra, you grew by 40 %.', '40 %'],
    ['part of brackets that never close', 'You grew (by 40 %, and more, they say.', '40 %'],
    ['words over two clauses', 'You grew, by 40 %, and moved to Ulm.', 'grew, by 40 %'],
  ])('is left where it is %s', (_why, text, words) => {
    expect(ways(text, words).clause).toBeUndefined();
  });
});

describe('a sentence', () => {
  test.each([
    ['Hi.\nOne two. Three four. Five.', 'Three', 'Hi.\nOne two. Five.'],
    ['One two. Three four.', 'Three', 'One two.'],
    ['First row\nOnly this?\nLast', 'this', 'First row\nLast'],
    ['Hi,\n\nOnly this one.\n\nBye', 'this', 'Hi,\n\nBye'],
    ['Hi,\n\nOnly this one.', 'this', 'Hi,'],
    ['Only this one.\n\nBye', 'this', 'Bye'],
    ['Seen:\n- one\n- two grew\n- three', 'grew', 'Seen:\n- one\n- three'],
    ['Wir sahen es am 3. Mai in Ulm. Ihr Team wuchs.', '3. Mai', 'Ihr Team wuchs.'],
    ['Dr. Wolf grew it. Well done!', 'grew', 'Well done!'],
    ['一つ目。四十％増えました。三つ目。', '四十％', '一つ目。三つ目。'],
  ])('of %j goes, with its row where it has one to itself', (text, words, left) => {
    expect(ways(text, words).sentence).toBe(left);
  });

  it('that is all there is stays', () => {
    expect(ways('No stop here', 'stop')).toEqual({});
    expect(ways('\nOnly this.\n', 'Only')).toEqual({});
  });

  it('with another claim in it stays, a clause without one goes', () => {
    const text = 'You opened a site in Ulm, and your team grew by 40 %. Bye.';
    expect(ways(text, '40 %', { others: ['site in Ulm'] })).toEqual({
      clause: 'You opened a site in Ulm. Bye.',
    });
    expect(ways(text, '40 %', { others: ['site in Ulm', 'your team'] })).toEqual({});
    // a flag and a claim about the same words are one thing
    expect(Object.keys(ways(text, '40 %', { others: ['grew by 40 %'] }))).toEqual([
      'clause',
      'sentence',
    ]);
  });

  it('words over two rows have no repair', () => {
    expect(ways('One two.\nThree four.', 'two.\nThree')).toEqual({});
  });
});

// Sentences as people write them: clauses with marks between, brackets, rows, lists.
const word = fc.constantFrom(
  'docks',
  'Ulm',
  'grew',
  '40 %',
  '1,200',
  'your',
  'team',
  'which',
  'and',
  'that',
  'Dr.',
  '3.',
  'über',
  'the',
  'plan',
);
const clause = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));
const sentence = fc
  .tuple(
    clause,
    fc.array(fc.tuple(fc.constantFrom(', ', '; ', ': ', ' – ', ', and '), clause), {
      maxLength: 3,
    }),
    fc.option(clause),
    fc.constantFrom('.', '!', '?', '', '.”'),
  )
  .map(([first, rest, aside, stop]) => {
    const said = first + rest.map(([mark, more]) => mark + more).join('');
    return `${said}${aside === null ? '' : ` (${aside})`}${stop}`;
  });
const row = fc.oneof(
  fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
  sentence.map((one) => `- ${one}`),
  fc.constant(''),
);
const mail = fc.array(row, { minLength: 1, maxLength: 5 }).map((rows) => rows.join('\n'));
const cases = fc
  .tuple(mail, fc.nat(), fc.nat(12), fc.array(fc.tuple(fc.nat(), fc.nat(12)), { maxLength: 3 }))
  .map(([text, from, length, spans]) => {
    const range = (start: number, size: number) => {
      const begin = start % (text.length || 1);
      return { start: begin, end: Math.min(text.length, begin + 1 + size) };
    };
    return {
      text,
      own: range(from, length),
      others: spans.map(([start, size]) => range(start, size)),
    };
  });
const QUOTES = ['It rose by 12 % to 1,500 docks on 3 May 2026.'];
const each = (
  check: (
    one: Repair,
    given: {
      text: string;
      own: { start: number; end: number };
      others: { start: number; end: number }[];
    },
  ) => void,
) =>
  fc.assert(
    fc.property(cases, (given) => {
      const { text, own, others } = given;
      for (const one of repairsOf(text, own, { quotes: QUOTES, others })) check(one, given);
    }),
    { numRuns: 3000 },
  );

describe('whatever is repaired', () => {
  it('no broken marks come into its rows that were not there', () => {
    each((one, { text }) => {
      const rows = (all: string) =>
        all
          .split('\n')
          .map(faultIn)
          .filter((fault) => fault !== null);
      expect(rows(repaired(text, one)).length).toBeLessThanOrEqual(rows(text).length);
    });
  });

  it('the words are gone or others, and all else stands as it stood', () => {
    each((one, { text, own }) => {
      const now = repaired(text, one);
      expect(now.startsWith(text.slice(0, one.from))).toBe(true);
      expect(now.endsWith(text.slice(one.to))).toBe(true);
      expect(now.length).toBe(text.length - (one.to - one.from) + one.put.length);
      expect(now).not.toBe(text);
      if (one.way === 'value') expect(one.from >= own.start && one.to <= own.end).toBe(true);
      else expect(one.from <= own.start && own.end <= one.to + 1).toBe(true);
    });
  });

  it('no other span is touched', () => {
    each((one, { own, others }) => {
      for (const other of others) {
        const apart = other.end <= own.start || own.end <= other.start;
        if (apart) expect(other.end <= one.from || one.to <= other.start).toBe(true);
      }
    });
  });

  it('something is left, no two empty rows come together, and what is shown is what is done', () => {
    each((one, { text }) => {
      const now = repaired(text, one);
      expect(now.trim()).not.toBe('');
      const gaps = (all: string) => all.match(/\n\n\n/g)?.length ?? 0;
      expect(gaps(now)).toBeLessThanOrEqual(gaps(text));
      if (one.after !== '') expect(now).toContain(one.after);
      expect(text).toContain(one.before);
    });
  });
});

it('a long hostile text ends', () => {
  const text = `${'a, '.repeat(20_000)}grew by 40 %${' ('.repeat(5000)}`;
  const from = performance.now();
  repairsOf(text, at(text, '40 %'), { quotes: ['12 % '.repeat(500)], others: [] });
  expect(performance.now() - from).toBeLessThan(2000);
});
