import type { Change, Compare, Part } from './change.ts';
import { aligned, sentencesIn } from './sentences.ts';

/** Words of a replacement that still names a habit; what is longer is a new sentence. */
const LONGEST_PHRASE = 8;
/** Characters of a sentence in a finding. */
const LONGEST_SENTENCE = 200;
/** A text cut to less than this share of its words was shortened. */
const SHORTER = 0.75;
const NUMBER = /^[^\p{L}\p{N}]*(?:[$€£¥]\s?)?\d[\d.,:]*\s?(?:[%$€£¥])?[^\p{L}\p{N}]*$/u;

/** What was changed in a plain text, in kinds that can recur. */
export function textChanges(before: string, after: string, compare: Compare): Change[] {
  const { changed, gone, came } = aligned(sentencesIn(before), sentencesIn(after));
  const changes: Change[] = [];
  for (const { before: was, after: became, first } of changed) {
    if (first) changes.push({ key: 'greeting', kind: 'greeting' });
    changes.push(...phraseChanges(compare(was, became), first));
  }
  if (gone.length > 0) changes.push({ key: 'removed', kind: 'sentence-removed-somewhere' });
  for (const sentence of gone)
    changes.push({
      ...{ key: `removed:${norm(sentence)}`, kind: 'removed-sentence', wider: 'removed' },
      was: shown(sentence),
    });
  for (const sentence of came)
    changes.push({
      ...{ key: `added:${norm(sentence)}`, kind: 'added-sentence' },
      became: shown(sentence),
    });
  if (words(after).length < SHORTER * words(before).length)
    changes.push({ key: 'shortened', kind: 'shortened' });
  return changes;
}

function phraseChanges(parts: readonly Part[], first: boolean): Change[] {
  const changes: Change[] = [];
  for (const [place, part] of parts.entries()) {
    if (part.kind === 'same') continue;
    const next = parts[place + 1];
    if (part.kind === 'added' && parts[place - 1]?.kind === 'removed') continue;
    const was = part.kind === 'removed' ? part.text : '';
    const became = part.kind === 'added' ? part.text : next?.kind === 'added' ? next.text : '';
    const ahead = parts[place - 1];
    const behind = parts[place + (was !== '' && became !== '' ? 2 : 1)];
    changes.push(
      ...phraseChange({ was, became, ahead: ahead?.text ?? '', behind: behind?.text ?? '', first }),
    );
  }
  return changes;
}

function phraseChange(given: {
  was: string;
  became: string;
  /** what stands before and after it */
  ahead: string;
  behind: string;
  first: boolean;
}): Change[] {
  const [was, became] = [trimmed(given.was), trimmed(given.became)];
  if (was === became || words(was).length > LONGEST_PHRASE || words(became).length > LONGEST_PHRASE)
    return [];
  const unit = unitOf(was, became, given);
  if (unit !== null) {
    const [a, b] = [measured(was, unit), measured(became, unit)];
    const wider = `quantity:${lower(unit)}`;
    return [
      { key: wider, kind: 'quantity', was: unit },
      { key: `quantity:${a}→${b}`, kind: 'replaced', wider, was: a, became: b },
    ];
  }
  const wider = given.first ? { wider: 'greeting' } : {};
  if (was !== '' && became !== '')
    return [
      { key: `replaced:${lower(was)}→${lower(became)}`, kind: 'replaced', ...wider, was, became },
    ];
  // A single short word comes and goes with every rewording.
  if (was !== '' && (words(was).length > 1 || was.length > 4))
    return [{ key: `struck:${lower(was)}`, kind: 'struck-words', ...wider, was }];
  if (became !== '' && (words(became).length > 1 || became.length > 4))
    return [{ key: `inserted:${lower(became)}`, kind: 'added-words', ...wider, became }];
  return [];
}

/** What two numbers count: the word behind them, or the sign they bear; null where they are none. */
function unitOf(
  was: string,
  became: string,
  { ahead, behind }: { ahead: string; behind: string },
): string | null {
  const [a, b] = [lead(was), lead(became)];
  if (a === null || b === null) return null;
  const own = a.rest === b.rest ? a.rest : null;
  if (own === null) return null;
  if (own !== '') return own;
  const sign =
    /[%$€£¥]/u.exec(`${was}${became}`)?.[0] ??
    /[$€£¥](?=\s?$)/u.exec(ahead)?.[0] ??
    /^\s?[%€$£¥]/u.exec(behind)?.[0]?.trim();
  if (sign !== undefined) return sign;
  return /^[\s-]*(\p{L}+)/u.exec(behind)?.[1]?.toLowerCase() ?? null;
}

/** A number with what is said of it: "30", "30 minutes". */
function lead(text: string): { rest: string } | null {
  const found = /^(\S+)(?:\s+(.*))?$/su.exec(text);
  if (!found || !NUMBER.test(found[1] ?? '')) return null;
  return { rest: (found[2] ?? '').toLowerCase() };
}

const measured = (text: string, unit: string): string => {
  if (/[\p{L}%$€£¥]/u.test(text)) return lower(text);
  if (/^[$€£¥]$/u.test(unit)) return `${unit}${text}`;
  return unit === '%' ? `${text}%` : `${text} ${unit}`;
};
const trimmed = (text: string): string => text.replace(/^[\s,;:.–-]+|[\s,;:.–-]+$/gu, '');
const lower = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ');
const shown = (text: string): string =>
  text.length > LONGEST_SENTENCE ? `${text.slice(0, LONGEST_SENTENCE)}…` : text;
/** The same sentence, whatever its numbers, its case and its marks. */
const norm = (text: string): string =>
  lower(text)
    .replace(/\d[\d.,:]*/g, '#')
    .replace(/[^\p{L}\p{N}#[\] ]+/gu, '')
    .trim();
const words = (text: string): string[] => text.match(/[\p{L}\p{N}[\]]+/gu) ?? [];
