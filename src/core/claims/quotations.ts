/** Words between quotation marks that read as somebody's own. */
export type Quotation = { said: string; start: number; end: number };

const QUOTES =
  /‘([^‘’\n]{1,300})’|‚([^‚‘’\n]{1,300})[‘’]|“([^“”\n]{1,300})”|„([^„“”\n]{1,300})[“”]|«\s?([^«»\n]{1,300}?)\s?»|»([^«»\n]{1,300})«|「([^「」\n]{1,300})」|"([^"\n]{1,300})"/g;

/** Three words or eight letters of a script without spaces: less is a name or a figure of speech. */
const isQuotation = (said: string): boolean =>
  said.trim().split(/\s+/).length >= 3 ||
  (said.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ?? []).length >= 8;

/** Each is searched in all evidence; no mail quotes this often. */
const MOST_QUOTATIONS = 200;

/** Not somebody's words: what to answer with, a title, a thought, a name for something of ours. */
const OWN =
  /(?<!\p{L})(?:reply|replying|answer|respond|write|type|say|search(?: for)?|enter|call(?:ed|s)?|titled|entitled|named|labell?ed|subject(?: line)?|with the words?|our \p{L}{3,14}|the (?:button|field|tab|view|page|menu|option|column|report|guide|session|webinar|talk|post|article|chapter|section|job ad|role|position)|so-called|thought|thinking|wonder(?:ed|ing)?|imagine|antworten(?: sie)?(?: mit)?|schreiben sie|betreff|namens|titel|répondez|objet|responda|respóndame|respóndeme|asunto|risponda|oggetto|titolo|assunto|antwoord|onderwerp|heet)(?: (?:with|just|simply|mit|einfach|simplement|con|solo|met|is|was|on|about|:))?[:,]? {0,2}$/iu;

/** The quotations of a text that are somebody's words, in order, at most 200. */
export function* quotations(text: string): Generator<Quotation> {
  let looked = 0;
  for (const match of text.matchAll(QUOTES)) {
    const said = match.slice(1).find((group) => group !== undefined) ?? '';
    if (!isQuotation(said)) continue;
    looked += 1;
    if (looked > MOST_QUOTATIONS) return;
    const start = match.index;
    if (OWN.test(text.slice(Math.max(0, start - 40), start))) continue;
    yield { said, start, end: start + match[0].length };
  }
}
