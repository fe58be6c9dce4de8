import { type Company, company, means, soundsLikeCompany } from './company-name.ts';
import { OTHERS } from './company-others.ts';
import type { Role } from './company-role.ts';
import { ROLES, SUBJECT_ROLES } from './company-roles.ts';
import { FOREIGN } from './company-scripts.ts';
import { looksLikeCompany, mayStandIn } from './company-standin.ts';
import { sentenceAt } from './passage.ts';
import { isBrand, isGivenName, isPlace } from './proper-names.ts';

/**
 * How surely a name stands where the reader's company would: `sure` can hardly be anything else,
 * `likely` by the words around it, `alone` only where no other company is named.
 */
export type Sureness = 'sure' | 'likely' | 'alone';
export type Mention = { start: number; end: number; sureness: Sureness };

const WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{N}&'’-]{0,30}";
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}@./_#-])${WORD}(?: (?:& |de |del |of |und |et |y )?(?:${WORD}|\\d{1,3}(?!\\d))){0,3}`,
  'gu',
);
/** Capitalised only because a sentence begins. */
const STARTERS =
  /^(?:has|have|had|does|do|did|is|are|was|were|would|could|can|will|should|may|might|how|what|why|when|where|who|whether|which|if|at|for|from|in|on|to|with|since|as|after|before|while|once|given|because|although|and|but|or|so|also|then|than|congrats|congratulations|saw|noticed|read|heard|hi|hello|hey|dear|thanks|hope|hoping|curious|idea|ideas|question|help|helping|welcome|imagine|about|re|fwd|inside|like|unlike|no|not|yes|hat|nutzt|plant|könnte|würde|ist|setzt|kann|sucht|wie|bei|für|dass|wäre|comment|chez|pour|est-ce|cómo|en|para|vi|come|in|per|como|na|no|hoe|heeft|gebruikt|zou|kan|bij|voor|hur|hvordan|last|next|the|this|that|our|your|my|wenn|warum|falls|si|se|als|enhorabuena|felicidades|félicitations|bravo|complimenti|congratulazioni|parabéns|gefeliciteerd|proficiat|grattis|hallo|guten|liebe[rs]?|sehr|geehrte[rs]?|hola|oi|olá|bonjour|bonsoir|salut|ch[eè]re?|ciao|buongiorno|gentile|car[oa]|bom|boa|buenos|buenas|estimad[oa]|beste|dag|hoi|hej|hei|dzień|frau|herrn?|im|am|zum|der|die|das|den|dem|le|la|les|el|los|las|il|lo|gli|het|de) +/iu;
const NO_COMPANY =
  /^(?:re|aw|wg|fwd?|tr|rv|sv|i|you|we|it|he|she|they|this|that|these|there|the|a|an|your|our|my|its|mr|ms|mrs|dr|q[1-4]|h[12]|noon|midnight|today|tomorrow|tonight|eod|eow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|thanksgiving|black|cyber|new year|peak|holiday|spring|summer|autumn|winter|operations|finance|sales|marketing|hr|it|legal|procurement|purchasing|logistics|engineering|planning|support|product|security|ai|api|edi|erp|crm|wms|tms|csv|pdf|rfp|rfq|ltl|ftl|eta|otif|gdpr|sla|qa|qc|bi|pr|uk|us|eu|faq|ceo|cfo|coo|cto|vp|revops|saas|roi|kpi|government|covid|brexit|english|german|french|spanish|italian|european|american|british|dutch|chinese|indian|hours|sie|ihr|ihre|ihnen|ihrem|ihren|wir|ich|es|die|der|das|ein|eine|einer|kunden|teams|unternehmen|firmen|lieferanten|speditionen|spediteure|fragen|frage|interesse|bedarf|rückfragen|gelegenheit|fahrer|disponenten|montag|dienstag|mittwoch|donnerstag|freitag|lkw|vous|votre|nous|usted|ustedes|su|lei|voi|você|vocês|jullie|u|jouw|jullie|uw|onze|ons|wij|zij|hij|haar|hun|het|notre|nos|vos|leur|son|sa|ils|elles|nous|je|tu|on|c|vuestro|vuestra|nuestro|nuestra|él|ella|ellos|nosotros|yo|vostro|vostra|nostro|nostra|loro|noi|io|nosso|nossa|eu|ele|ela|eles|nós|wasz|nasz|państwo|państwa|pan|pani|er|man|unser|unsere|euer|eure|dein|deine|mein|meine|best|regards|cheers|sincerely|viele|grüße|saludos|ps)$/iu;
/** Events, papers, laws and places by their last word. */
const NO_FIRM =
  / (?:Airport|Station|Summit|Expo|Conference|Congress|Fair|Forum|Convention|Festival|Awards?|University|College|Street|Road|Avenue|Hotel|Terminal|Messe|Meetup|Podcast|Webinar|Times|Post|Journal|Herald|Tribune|Magazine|News|Gazette|Act|Directive|Regulation|Time|Day|Week|Island|Valley|County|Bridge|Canal|River|Harbou?r|Coast|Beach)$/u;
/** German nouns by their endings; a name rarely has them. */
const GERMAN_NOUN =
  /^\p{L}{4,}(?:ung|ungen|heit|keit|keiten|schaft|tion|tionen|nisse?|tät|ismus|plan|planung|zeit|zeiten|kosten|daten|preise?|touren|fahrten|mitarbeiter)$/iu;

/** More capitalised words than any mail has; what comes after them is not looked at. */
const MOST_NAMES = 1000;

/** Names that the text treats as the reader's company. `own` is the sender's: "Own + X" pairs two firms. */
export function* mentions(
  field: 'subject' | 'body',
  text: string,
  own: readonly Company[],
): Generator<Mention> {
  let looked = 0;
  for (const match of text.matchAll(NAME)) {
    looked += 1;
    if (looked > MOST_NAMES) break;
    const at = trimmed(match.index, match[0]);
    if (!at) continue;
    const sureness = roleOf(field, text, { ...at, own });
    if (sureness !== undefined) yield { ...at, sureness };
  }
  for (const pattern of FOREIGN) {
    for (const match of text.matchAll(pattern.names)) {
      const [start, end] = match.indices?.[1] ?? [0, 0];
      looked += 1;
      if (looked > MOST_NAMES) return;
      if (end <= start || pattern.others.test(sentenceAt(text, { start, end }, 60).text)) continue;
      yield { start, end, sureness: 'sure' };
    }
  }
}

/** Names that may be a company's, wherever they stand: no place, brand, person or common word. */
export function* candidatesIn(text: string): Generator<{ start: number; end: number }> {
  let looked = 0;
  for (const match of text.matchAll(NAME)) {
    looked += 1;
    if (looked > MOST_NAMES) return;
    const at = trimmed(match.index, match[0]);
    if (at) yield at;
  }
}

/** Every capitalised name of a text, wherever it stands, for who is spoken of at all. */
export function* namesIn(text: string): Generator<string> {
  let looked = 0;
  for (const match of text.matchAll(NAME)) {
    looked += 1;
    if (looked > MOST_NAMES) return;
    yield match[0];
    const at = trimmed(match.index, match[0]);
    if (at) yield text.slice(at.start, at.end);
  }
}

/** The name without words that only begin the sentence, a possessive, or punctuation. */
function trimmed(from: number, raw: string): { start: number; end: number } | undefined {
  let start = from;
  let name = raw;
  for (let i = 0; i < 3; i += 1) {
    const starter = STARTERS.exec(name);
    if (!starter) break;
    start += starter[0].length;
    name = name.slice(starter[0].length);
  }
  const owner = /^([^'’]+?)['’]s?(?: |$)/u.exec(name);
  if (owner?.[1]) name = owner[1];
  name = name
    .replace(/[\s'’&-]+$/u, '')
    .replace(/ (?:[Tt]eams?|Monday|Tuesday|Wednesday|Thursday|Friday)$/u, '');
  const first = (name.split(' ')[0] ?? '').replace(/['’](?:d|ll|m|ve|re|s)$/u, '');
  // "If" alone begins a sentence, too
  if (!name.includes(' ') && STARTERS.test(`${name} `)) return undefined;
  if (!/^\p{Lu}/u.test(name) || name.length < 2 || NO_COMPANY.test(first)) return undefined;
  if (!name.includes(' ') && (GERMAN_NOUN.test(name) || isGivenName(name))) return undefined;
  if (
    NO_FIRM.test(name) ||
    isPlace(name) ||
    isBrand(name) ||
    (isGivenName(first) && !soundsLikeCompany(name))
  )
    return undefined;
  return { start, end: start + name.length };
}

/** "your role at": whatever else the sentence speaks of. */
const OF_READER =
  /\b[Yy]our (?:\p{Ll}{2,12} )?(?:roles?|team|job|position|post|colleagues|staff|planners|drivers|title|boss|people|work) (?:at|with) $|\b(?:connect|speak|talk|chat|touch|meet) (?:with|to) (?:someone|somebody|the right person|whoever)[^.]{0,20} at $/u;

type Placed = { start: number; end: number; own: readonly Company[] };

/** Whether the name is taken for the reader's company, and how surely; `undefined` where it is not. */
function roleOf(field: 'subject' | 'body', text: string, at: Placed): Sureness | undefined {
  const sentence = sentenceAt(text, at, 200);
  const before = text.slice(sentence.start, at.start).trimStart().slice(-140);
  const after = text.slice(at.end, sentence.end).slice(0, 140);
  const fits = ({ before: b, after: a, sentence: s }: Role): boolean =>
    (b === undefined || b.test(before)) &&
    (a === undefined || a.test(after)) &&
    (s === undefined || s.test(sentence.text));
  if (pairs(field, { before, after, own: at.own })) return 'sure';
  if (OF_READER.test(before)) return 'sure';
  if (OTHERS.some(fits)) return undefined;
  // "your team in X": a place, if the name has not a company's form
  const inPlace = /\b[Yy]our [^.]{1,60} in $/u.test(before);
  if (inPlace && !looksLikeCompany(text.slice(at.start, at.end))) return undefined;
  const fitting = (field === 'subject' ? [...ROLES, ...SUBJECT_ROLES] : ROLES).filter(fits);
  if (fitting.some(({ strong }) => strong)) return 'sure';
  const name = text.slice(at.start, at.end);
  if (fitting.length > 0 || legal(` ${name.split(' ').at(-1) ?? ''}`) || legal(after))
    return 'likely';
  if (field === 'subject' || !looksLikeCompany(name)) return undefined;
  return mayStandIn({ before, after, sentence: sentence.text }) ? 'alone' : undefined;
}

/** A legal form behind a name makes it a company, and in a mail to another one worth a look. */
const legal = (after: string): boolean =>
  /^,? (?:GmbH|AG|SE|KG|Inc|LLC|Ltd|Corp|S\.A\.|SpA|S\.p\.A\.|SARL|SAS|B\.V\.|BV|Ltda|S\.L\.)(?!\p{L})/u.test(
    after,
  );

const pairOf = (joints: string) => ({
  left: new RegExp(`([^.!?:,]{2,60}?) (?:${joints}) $`, 'u'),
  right: new RegExp(`^ (?:${joints}) ([^.!?:,=]{2,60})`, 'u'),
});
const SIGNS = '\\+|x|×|<>|\\||↔';
const PAIRS = { body: pairOf(SIGNS), subject: pairOf(`${SIGNS}|&|/|and|und|et|y|e|meets`) };

/** "Northwind Labs + Globex", "Globex x Northwind Labs". */
function pairs(
  field: 'subject' | 'body',
  { before, after, own }: { before: string; after: string; own: readonly Company[] },
): boolean {
  const { left, right } = PAIRS[field];
  return [left.exec(before)?.[1], right.exec(after)?.[1]].some(
    (name) => name !== undefined && own.some((one) => means(company(name.trim()), one)),
  );
}
