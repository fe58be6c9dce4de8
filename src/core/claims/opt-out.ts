import { OTHERS, REPLIES, TARGET, WAYS } from './opt-out-ways.ts';
import { type Checked, type Finding, sentenceAt } from './passage.ts';

/** The text as the patterns expect it: one spelling of "unsubscribe", of apostrophes and of spaces. */
const plain = (text: string): string =>
  text
    .replace(/\bun-subscri/gi, 'unsubscri')
    .replace(/[’`´]/g, "'")
    .replace(/[ \u00a0\u202f]+/g, ' ');

/** True when a sentence gives its reader a way out, and isn't about somebody else's. */
function offers(raw: string): boolean {
  const text = plain(raw);
  return [...WAYS, ...REPLIES].some((way) => {
    // a second mention may be the real one
    let seen = 0;
    for (const match of text.matchAll(way)) {
      seen += 1;
      if (seen > 20) return false;
      const at = { start: match.index, end: match.index + match[0].length };
      if (!OTHERS.test(sentenceAt(text, at).text)) return true;
    }
    return false;
  });
}

/** Rule 8: a mail without a way out, where the policy requires one. A signature may hold it. */
export function missingOptOut({ mail, passages, signature, policy }: Checked): Finding[] {
  if (!mail || !policy.requireOptOut) return [];
  const body = passages.find(({ field }) => field === 'body');
  if (!body) return [];
  const given = [body, ...(signature ? [signature] : [])].some(
    ({ text, links }) =>
      links.some(({ href, start, end }) => TARGET.test(href) || offers(text.slice(start, end))) ||
      offers(text),
  );
  if (given) return [];
  return [
    {
      severity: 'high',
      message:
        'This workflow requires an opt-out, and the mail has none: no unsubscribe link and no sentence that says how to be left alone.',
    },
  ];
}
