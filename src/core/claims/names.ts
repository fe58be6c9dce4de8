import { bare, fold, foldGerman, scriptOf } from './fold.ts';
import type { Person } from './passage.ts';

const SHORT =
  `robert bob bobby rob robbie bert;william bill billy will willy liam;elizabeth elisabeth liz beth betsy eliza lizzie betty lisa;
richard rick dick rich ricky;margaret maggie peggy meg marge greta;james jim jimmy jamie;john jack johnny jon;michael mike mick mikey micha;
thomas tom tommy tomas tomek;katherine catherine kate katie kathy cathy katarzyna kasia kathrin;alexander alexandra alex sasha sascha xander sandra lexi;
joseph joe joey josef sepp jose pepe;charles chuck charlie carlos;edward ed eddie ted ned;henry harry hank;anthony tony antonio toni;francisco paco pancho fran;
ignacio nacho;eduardo edu lalo;enrique quique;guadalupe lupe;dolores lola;johannes hans jo hannes;giuseppe beppe peppe;luigi gigi;patricia pat patty trish;
susan sue suzy susanne;deborah deb debbie;rebecca becky becca;jennifer jen jenny;jessica jess;christopher chris kit;christine christina chris tina;nicholas nick nico nicolas;
steven stephen steve;theodore ted theo teddy;victoria vicky tori;samuel sam;samantha sam;benjamin ben;david dave;daniel dan danny;matthew matt;gregory greg;
andrew andy drew andreas;lawrence larry;ronald ron;kenneth ken;philip phil;timothy tim;zachary zach;jonathan jon johnny;joshua josh;donald don;gerald jerry gerry;
pamela pam;cynthia cindy;kimberly kim;barbara barb;gabriele gabi gabriela;wolfgang wolf;friedrich fritz;maximilian max;manuel manu;sebastian basti seb;
дмитрий дима;александр саша александра шура;екатерина катя;мария маша;алексей леша лёша;владимир вова володя;дарья даша;анна аня;иван ваня;михаил миша;сергей сережа;наталья наташа;
aleksandra ola;malgorzata gosia;jakub kuba;anna ania anya anka hanna;beatriz bia;roberto beto;francesca fra;vincenzo enzo;lucia lucy;יוסף יוסי;אברהם אבי;דניאל דני;יעקב קובי`
    .split(';')
    .map((group) => new Set(group.trim().split(/\s+/).map(fold)));

/** Local parts that are a desk, not a person. */
const DESK =
  /^(?:info|sales|contact|hello|hi|office|support|team|admin|mail|kontakt|service|hr|jobs|careers|marketing|press|billing|accounts?|finance|purchasing|einkauf|vertrieb|ventas|compras|contacto|contatto|contato|contact-us|help|welcome|reception|enquiries|inquiries|no-?reply|buero|direction|logistics|logistik|operations|ops)$/;

/** What is known of a person's name, folded, in both spellings of umlauts. */
export type KnownName = {
  /** of the name and of the address */
  words: string[];
  /** of the name only */
  own: string[];
  joined: string;
  local: string;
  named: boolean;
};

export const wordsOf = (name: string): string[] =>
  name
    .replace(/['’`]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => [...new Set([fold(word), foldGerman(word)])]);

/** The names a person may be greeted by; `undefined` where nothing is known but a desk's address. */
export function knownName({ name, email }: Person): KnownName | undefined {
  const [rawLocal = '', domain = ''] = (email ?? '').split('@');
  const local = fold(rawLocal.split('+')[0] ?? '').replace(/\d+/g, '');
  const desk = DESK.test(local);
  const site = bare(domain.split('.')[0] ?? '');
  const words = wordsOf(name ?? '');
  const isPerson =
    words.length > 0 && !words.every((word) => site.includes(word) || DESK.test(word));
  if (!isPerson && (desk || local === '')) return undefined;
  const parts = desk ? [] : local.split(/[^\p{L}]+/u).filter((part) => part.length > 2);
  return {
    words: [...new Set([...(isPerson ? words : []), ...parts])],
    own: isPerson ? words : [],
    joined: isPerson ? bare(name ?? '') : '',
    local: desk ? '' : bare(local),
    named: isPerson,
  };
}

/** What turns one full name into another one: "Daniel" and "Danielle", "Luis" and "Luisa", "Dan" and "Dana". */
const OTHER_NAME = /^(?:a|o|e|us|le|lle|ne|na|ina|ine|ette|ella|elle|ia)$/;

/** A short form begins the name and drops at least part of it; a name with an ending is another name. */
const clipped = (short: string, long: string): boolean =>
  short.length >= 3 && long.startsWith(short) && !OTHER_NAME.test(long.slice(short.length));

const sameName = (a: string, b: string): boolean =>
  a === b ||
  clipped(a, b) ||
  clipped(b, a) ||
  (a.length === 2 && b.startsWith(a)) ||
  SHORT.some((group) => group.has(a) && group.has(b));
/** Vocatives: "Anno" for Anna, "Marku" for Marek stays unknown. */
const vocative = (a: string, b: string): boolean =>
  a.length >= 4 &&
  a.length === b.length &&
  a.slice(0, -1) === b.slice(0, -1) &&
  /[oueio]$/.test(a) &&
  b.endsWith('a');

/** One word of a greeting against a person: a name, its short form, an initial. */
function isWordOf(word: string, known: KnownName, inflects: boolean): boolean {
  // an address only repeats the name, and "chris.bell" would let "Christine" pass for Christopher
  const names = known.named ? known.own : known.words;
  if (word.length === 1) return names.some((own) => own.startsWith(word));
  if (known.words.includes(word)) return true;
  if (names.some((own) => sameName(word, own))) return true;
  if (inflects && names.some((own) => vocative(word, own))) return true;
  return !known.named && word.length >= 3 && known.local.includes(word);
}

/**
 * Whether a greeted name can be this person. `undefined`: can't be told, since the name is written
 * in another script than what is known.
 */
export function mayBe(greeted: string, known: KnownName, inflects: boolean): boolean | undefined {
  const words = wordsOf(greeted);
  const script = scriptOf(greeted);
  const script2 = known.named ? scriptOf(known.joined) : scriptOf(known.local);
  if (script !== script2) return undefined;
  if (script === 'cjk') {
    const said = bare(greeted);
    return known.joined.includes(said) || said.includes(known.joined);
  }
  const said = words.join('');
  if (known.joined !== '' && said === known.joined) return true;
  const fits = words.map((word) => isWordOf(word, known, inflects));
  // "Dana Whitfield" isn't Dana Reyes; a second given name is rare in a greeting
  const full = known.named && known.own.length >= 2 && greeted.includes(' ');
  if (fits[0] && full && !fits.slice(1).some(Boolean)) return words.length < 2;
  if (fits.some(Boolean)) return true;
  // "DJ" for Dana Jones; "dreyes" or "j.mueller" alone tell only the initial of the first name
  const initials = known.words.map((word) => word[0]).join('');
  if (/^\p{Lu}{2,3}$/u.test(greeted) && initials.startsWith(fold(greeted))) return true;
  if (known.named) return false;
  return known.words.length < 2 && words.some((word) => word[0] === known.local[0])
    ? undefined
    : false;
}
