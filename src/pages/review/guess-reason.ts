import type { ReasonCode } from '../../core/schema/decision.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import { plainOf } from '../../core/text/plain.ts';

const MONEY =
  /(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF)\b)\s?\d|\d\s?(?:[$€£¥]|(?:USD|EUR|GBP|CHF)\b)|\b(?:discount|rabatt|remise|free trial|price)/giu;
const NUMBER = /\d+(?:[.,:/-]\d+)*/gu;
const MONTH =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/giu;
const OPT_OUT = /unsubscribe|opt[ -]?out|abmelden|désabonner|darse de baja/iu;
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const found = (text: string, pattern: RegExp): string =>
  (text.match(pattern) ?? []).map((hit) => hit.toLowerCase()).join(' ');

/**
 * A guess why a person changed the agent's mail, from what changed: money before other numbers, a
 * number or date before the greeting, length before tone. The person confirms or corrects it.
 */
export function guessReason(before: EmailContent, after: EmailContent): ReasonCode {
  if (recipients(before) !== recipients(after)) return 'wrong_person';
  const was = `${before.subject}\n${plainOf(before.body).text}`;
  const is = `${after.subject}\n${plainOf(after.body).text}`;
  const sameWords = words(was).join(' ') === words(is).join(' ');
  if (sameWords) return links(before) === links(after) ? 'formatting' : 'wrong_fact';
  if (OPT_OUT.test(is) !== OPT_OUT.test(was)) return 'compliance';
  if (moneyLines(was) !== moneyLines(is)) return 'offer';
  if (muchShorter(was, is)) return 'too_long';
  if (found(was, NUMBER) !== found(is, NUMBER) || found(was, MONTH) !== found(is, MONTH)) {
    return 'wrong_fact';
  }
  if (greeting(before) !== greeting(after)) return 'wrong_person';
  return 'tone';
}

const recipients = (mail: EmailContent): string =>
  [mail.to, mail.cc, mail.bcc]
    .map((list) =>
      list
        .map(({ email }) => email.toLowerCase())
        .sort()
        .join(),
    )
    .join('|');

const links = (mail: EmailContent): string =>
  plainOf(mail.body)
    .links.map(({ href }) => href)
    .join(' ');

/** Numbers on lines that speak of money, and how often money is spoken of. */
const moneyLines = (text: string): string =>
  text
    .split('\n')
    .flatMap((row) => {
      const hits = row.match(MONEY);
      return hits ? [`${hits.join()} ${found(row, NUMBER)}`] : [];
    })
    .join('|');

const muchShorter = (was: string, is: string): boolean =>
  words(was).length >= 20 && words(is).length < words(was).length * 0.7;

const greeting = (mail: EmailContent): string =>
  words(
    plainOf(mail.body)
      .text.split('\n')
      .find((row) => row.trim() !== '') ?? '',
  )
    .slice(0, 6)
    .join(' ');
