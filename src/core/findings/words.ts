import { REASON_WORDS } from '../review/reason-words.ts';
import type { Change } from './change.ts';

/** What was done, as the end of "14 of the last 60 drafts: …". */
export function changeWords({ kind, was = '', became = '' }: Change): string {
  switch (kind) {
    case 'replaced':
      return `“${was}” became “${became}”`;
    case 'quantity':
      return `a number of ${was} was changed`;
    case 'struck-words':
      return `“${was}” was taken out`;
    case 'added-words':
      return `“${became}” was put in`;
    case 'removed-sentence':
      return `the sentence “${was}” was taken out`;
    case 'added-sentence':
      return `the sentence “${became}” was put in`;
    case 'sentence-removed-somewhere':
      return 'a sentence was taken out';
    case 'subject':
      return 'the subject was changed';
    case 'greeting':
      return 'the greeting was changed';
    case 'shortened':
      return 'a quarter of the words or more was cut';
    case 'claim-struck':
      return `a claim that was ${was} was struck`;
    case 'field':
      return `${was.toLowerCase()} was changed`;
    case 'field-value':
      return `${was} became ${became}`;
    case 'edited-for':
      return `edited, for the reason “${reason(was)}”`;
    case 'rejected-for':
      return `rejected, for the reason “${reason(was)}”`;
  }
}

const reason = (code: string): string =>
  (REASON_WORDS as Partial<Record<string, string>>)[code] ?? code;
