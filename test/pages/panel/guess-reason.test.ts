import { expect, test } from 'vitest';
import { authoredOf } from '../../../src/core/text/plain.ts';
import { guessReason } from '../../../src/pages/review/guess-reason.ts';
import { mailOf } from './samples.ts';

const base = [
  'Hi Petra,',
  '',
  'I saw that Huber Logistik opened its third warehouse in Ulm in March 2026.',
  'Your team grew by 40 % last year. Teams like yours save 12 hours a week with us.',
  '',
  'Is Thursday at 10:00 good for a short call?',
].join('\n');
const mail = (text: string) => mailOf({ body: authoredOf(text) });

test.each([
  ['a number', base.replace('40 %', '12 %'), 'wrong_fact'],
  ['a date', base.replace('March 2026', 'May 2026'), 'wrong_fact'],
  ['the greeting', base.replace('Hi Petra', 'Hi Thomas'), 'wrong_person'],
  ['half of it taken out', base.slice(0, 100), 'too_long'],
  ['a price added', `${base}\nIt costs $ 400 a month.`, 'offer'],
  ['an opt-out added', `${base}\nUnsubscribe by a reply.`, 'compliance'],
  ['blanks and case only', base.replace('Is Thursday', 'is  Thursday'), 'formatting'],
  ['other words', base.replace('I saw that', 'I was glad to read that'), 'tone'],
])('%s', (_, text, reason) => {
  expect(guessReason(mail(base), mail(text))).toBe(reason);
});

test('another recipient is the wrong person, whatever else changed', () => {
  const after = { ...mail(base.replace('40', '12')), to: [{ email: 'someone@else.example.com' }] };
  expect(guessReason(mail(base), after)).toBe('wrong_person');
});

test('another link under the same words is a wrong fact', () => {
  const linked = (href: string) => mailOf({ body: `<p>See <a href="${href}">our page</a></p>` });
  expect(guessReason(linked('https://a.example.com'), linked('https://b.example.com'))).toBe(
    'wrong_fact',
  );
});
