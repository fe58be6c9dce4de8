import { type KnownName, knownName, mayBe } from './names.ts';
import { type Checked, type Finding, shown } from './passage.ts';

const OPENER =
  /^[ \t>]{0,4}(?:hi|hello|hey|heya|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|morning|hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|grüß gott|liebe[rsn]?|sehr geehrte[rs]?|werte[rs]?|bonjour|bonsoir|salut|coucou|chère?s?|hola|buen[oa]s (?:días|tardes|noches)|buen día|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|buonasera|gentil[ei](?:ssim[oa])?|egregi[oa]|salve|olá|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s?|car[oaie]|hoi|dag|goedemorgen|goedemiddag|beste|geachte|hej|hejsan|hei|heisann|god (?:morgen|dag)|kære|kjære|cześć|dzień dobry|witam|szanown[yai]|drog[ia]|ahoj|dobrý den|vážen[ýá]|merhaba|sayın|selam|szia|kedves|tisztelt|bună|salutare|stimat[ăe]|здравствуйте|здравствуй|привет|добр(?:ый|ого) (?:день|дня|вечер)|доброе утро|уважаем(?:ый|ая)|вітаю|шановн(?:ий|а)|доброго дня|γεια σ(?:ας|ου)|καλημέρα|αγαπητ[έή]|שלום|היי|הי|בוקר טוב|ערב טוב|לכבוד|יקר[ה]?|مرحبا|مرحباً|أهلا|أهلاً|عزيزي|عزيزتي|السيد|السيدة|الأستاذ|الأستاذة|صباح الخير|مساء الخير|تحية طيبة|السلام عليكم)(?![\p{L}\p{M}])[,،]?[ \u00a0]{0,3}/iu;
const INFLECTS = /dzień dobry|cześć|witam|szanown|drog|ahoj|dobrý|vážen|вітаю|шановн|доброго/iu;

const TITLES = new Set(
  `mr mrs ms miss mx dr prof professor sir madam frau herr herrn hr fr dott dottor dottore dottssa dottoressa ing sig signor signora signore sigra sr sra srta señor
  señora señorita don doña monsieur madame mademoiselle mme m mlle heer mevrouw dhr mevr mw pan pani panie panna pane paní mag dipl phd md bey hanım senhor senhora seu
  господин госпожа пан пані мר גב מר גברת السيد السيدة الأستاذ الأستاذة الدكتور الدكتورة أستاذ أستاذة`.split(
    /\s+/,
  ),
);
const NOBODY = new Set(
  `there all everyone everybody team folks friend friends again guys you both colleague colleagues customer ladies gentlemen madam sir hiring manager
  zusammen damen herren team alle miteinander interessent kunde kundin kollegen kolleginnen freunde leser
  tous toutes tout le monde equipe équipe madame monsieur messieurs mesdames chers collègues todos todas equipo señores señoras amigo amigos cliente
  tutti tutte ragazzi team signori pessoal equipe equipa senhores allemaal iedereen heren dames collega alla allihopa alle państwo państwa wszystkim всем коллеги команда друзья
  לכולם כולם רב צוות לך לכם שלום יקרים וברכה للجميع الجميع جميعا جميعاً بكم بك وسهلا وسهلاً فريق السادة ورحمة الله وبعد طيبة`.split(
    /\s+/,
  ),
);
const LINKS = new Set([
  'and',
  '&',
  '+',
  'und',
  'et',
  'y',
  'e',
  'en',
  'och',
  'og',
  'i',
  'и',
  'та',
  've',
  'ו',
]);
const PARTICLES = new Set(
  'de da do dos das del della di du van von vom der den ter ten la le el al bin ibn ben abu st of y e'.split(
    ' ',
  ),
);
const OPENING_WORDS =
  /^(?:thanks|thank|congrats|congratulations|quick|great|welcome|sorry|apologies|happy|good|well|now|so|just|following|morning|evening|afternoon|greetings|yes|no|ok|okay|sure|please|hope|danke|merci|gracias|grazie|obrigad|bedankt|guten|kurz|super|félicitations|enhorabuena|complimenti|parabéns|team|all|folks|everyone|ps|hi|hello|hey|hallo|hola|ciao|ola|bonjour|hoi|hej|dear|best|regards|cheers|sincerely)/iu;

type Named = { start: number; end: number; text: string };
type Greeted = { names: Named[]; inflects: boolean };

/** The names in the rest of a greeting line: titles stripped, split at "and", ended by lower case. */
function namesIn(rest: string, offset: number): Named[] {
  const names: Named[] = [];
  let current: Named | undefined;
  const upto = /[!:;.،,。！？?…]\s*$|[!:;،,](?:\s|$)|\s[-–—]\s|[–—]/.exec(rest);
  const list = rest.slice(0, 80);
  const cased = /[\p{Lu}\p{Ll}]/u.test(list);
  for (const match of list.matchAll(
    /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’.-]*|[&+,،/]|\s[-–—]\s|[!:;。！？?…(]/gu,
  )) {
    const word = match[0];
    const plain = word.replace(/[.'’]+/g, '').toLowerCase();
    if (/^(?:\s[-–—]\s|[!:;。！？?…(،])$/u.test(word)) break;
    if (LINKS.has(plain) || word === '/' || word === '&' || word === '+') {
      current = undefined;
      continue;
    }
    if (word === ',') {
      if (!/^,? ?\p{Lu}[^,]{0,30}(?:,| and | und | et | y | e )/u.test(list.slice(match.index)))
        break;
      current = undefined;
      continue;
    }
    if (TITLES.has(plain)) continue;
    if (NOBODY.has(plain)) {
      if (names.length === 0) return [];
      break;
    }
    if (cased && !/^\p{Lu}/u.test(word)) {
      if (PARTICLES.has(plain) && names.length > 0) continue;
      if (names.length > 0 || match.index > 12) break;
      continue;
    }
    if (!cased && upto === null && names.length > 2) return [];
    const end = offset + match.index + word.replace(/[.'’-]+$/, '').length;
    if (current) {
      current.end = end;
    } else {
      current = { start: offset + match.index, end, text: '' };
      names.push(current);
    }
    current.text = rest.slice(current.start - offset, current.end - offset);
    if (/[^.]\.$/.test(word) && plain.length > 2) break;
  }
  return names.filter(({ text }) => text !== '').slice(0, 8);
}

const JAPANESE =
  /^[ \u3000]{0,4}([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々\p{L} \u3000]{1,24}?)[ \u3000]?(?:様|さま|さん|殿|先生)(?:[、,。 \u3000]|$)/u;
const JAPANESE_NOBODY = /担当|皆|みな|お客|各位|関係者|ご一同|御中|責任者|読者/u;
const CHINESE =
  /^[ \u3000]{0,4}(?:尊敬的|亲爱的)?(\p{Script=Han}{1,4}?)(?:先生|女士|总|经理|小姐|老师)?[,， ]?(?:您好|你好)/u;
const KOREAN =
  /^[ \u3000]{0,4}(?:안녕하세요,? ?)?(\p{Script=Hangul}{2,4})(?: ?(?:대표|부장|과장|팀장|매니저|이사))? ?님/u;

function greetedIn(text: string): Greeted {
  let start = 0;
  let seen = 0;
  for (const row of text.slice(0, 800).split('\n')) {
    const begin = start;
    start += row.length + 1;
    if (row.trim() === '') continue;
    seen += 1;
    if (seen > 4) break;
    const opener = OPENER.exec(row);
    if (opener) {
      const names = namesIn(row.slice(opener[0].length), begin + opener[0].length);
      return { names, inflects: INFLECTS.test(opener[0]) };
    }
    const asian = JAPANESE.exec(row) ?? CHINESE.exec(row) ?? KOREAN.exec(row);
    const name = asian?.[1]?.split(/[ \u3000]/).at(-1);
    if (asian && name) {
      if (JAPANESE_NOBODY.test(asian[0]) || /^(?:大家|各位|您|你)/.test(name))
        return { names: [], inflects: false };
      const at = begin + row.indexOf(name);
      return {
        names: [{ start: at, end: at + name.length, text: name }],
        inflects: false,
      };
    }
    const alone = /^[ \t]{0,4}(\p{Lu}\p{L}{1,20}(?: \p{Lu}\p{L}{1,20})?)\s?[,–—-]\s{0,3}$/u.exec(
      row,
    );
    if (seen === 1 && alone?.[1] && !OPENING_WORDS.test(alone[1])) {
      const at = begin + row.indexOf(alone[1]);
      return {
        names: [{ start: at, end: at + alone[1].length, text: alone[1] }],
        inflects: false,
      };
    }
    if (row.length > 60) break;
  }
  return { names: [], inflects: false };
}

const label = (known: Checked['recipients']): string =>
  [...new Set(known.map(({ name, email }) => name ?? email ?? ''))]
    .filter((who) => who !== '')
    .slice(0, 3)
    .join(', ');

/** Rule 2: a greeting that names nobody whom the text goes to. */
export function wrongGreeting(checked: Checked): Finding[] {
  const people = [...checked.recipients];
  if (checked.context.recipientName) people.push({ name: checked.context.recipientName });
  const known = people.map(knownName).filter((name): name is KnownName => name !== undefined);
  // one addressee of whom nothing is known could be anybody
  if (
    known.length === 0 ||
    checked.recipients.some((person) => !knownName(person) && !checked.context.recipientName)
  )
    return [];
  const body = checked.passages.find(({ field }) => field === 'body');
  if (!body) return [];
  const { names, inflects } = greetedIn(body.text);
  return names
    .filter(({ text }) => known.every((name) => mayBe(text, name, inflects) === false))
    .map(({ start, end, text }) => ({
      severity: 'high',
      message: `The greeting names ${shown(text)}, but this goes to ${shown(label(people))}.`,
      at: { field: 'body', start, end },
    }));
}
