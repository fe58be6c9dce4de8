import { fold } from './fold.ts';
import { type Checked, type Finding, MOST_PER_RULE, shown } from './passage.ts';

/** What template authors call the field, folded; brackets are common in prose, these words are not. */
const FIELD_WORDS = new Set(
  `day date time month amount number url link topic event city state country street town competitor phone email salutation greeting signature department team
  tag datum uhrzeit ort thema jour heure mois montant fecha hora día mes giorno ora data dia hora mês datum tijd dag
  name names firstname fname lastname lname surname fullname first last company companyname account organization organisation
  title jobtitle role industry city product recipient sender prospect contact lead customer website domain
  vorname nachname firma firmenname unternehmen unternehmensname anrede branche ansprechpartner
  prenom nom entreprise societe poste nombre apellido apellidos empresa compania cargo
  nome cognome sobrenome azienda ruolo voornaam achternaam naam bedrijf bedrijfsnaam functie
  имя фамилия компания компании название imie nazwisko firmy nazwa fornamn efternamn foretag navn virksomhed selskap
  isim soyad sirket unvan jmeno prijmeni nimi yritys onoma etaireia
  שם השם החברה חברה פרטי משפחה תפקיד الاسم اسم الشركة شركة الشركه المنصب
  会社名 貴社名 御社名 企業名 社名 名前 お名前 氏名 苗字 姓 担当者名 部署名 役職 公司 公司名 公司名称 姓名 名字 이름 회사 회사명 성함`
    .split(/\s+/)
    .map((word) => fold(word)),
);
/** Words that may stand beside a field word: "Your Company", "Nome da Empresa". */
const GLUE = new Set(
  'l d your the my their of specific relevant recent mutual de da do del la le el di du des van het dem der ihr ihre ihr votre su sua seu mr ms mrs'.split(
    ' ',
  ),
);
const INSTRUCTION =
  /^(insert|enter|add|your|fill in|put|replace|tbd|todo|xxx+|placeholder|einfugen|inserer|insertar|inserire|inserir|invoegen|вставить|挿入)(?![\p{L}])/u;

function namesField(inside: string): boolean {
  const words = fold(inside.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 6) return false;
  return (
    words.some((word) => FIELD_WORDS.has(word)) &&
    words.every((word) => FIELD_WORDS.has(word) || GLUE.has(word))
  );
}
const placeholder = (inside: string): boolean =>
  namesField(inside) || INSTRUCTION.test(fold(inside).trim());

type Form = { pattern: RegExp; when?: (inside: string) => boolean };

/** Code speaks of fields without being one: back-ticks, a path's parameter, a shell's variable. */
function quoted(text: string, { start, end }: { start: number; end: number }): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 40);
  if (/`[^`\n]{0,40}$/.test(before) && /^[^`\n]{0,40}`/.test(after)) return true;
  const said = text.slice(start, end);
  if (/^\{\w/.test(said) && (/\/$/.test(before) || /^\//.test(after))) return true;
  return /^(?:%|\$\{)/.test(said) && (/^[\\/]/.test(after) || SHELL.test(said));
}
const SHELL = /\b(?:PATH|HOME|USER|USERPROFILE|APPDATA|TEMP|TMP|PWD|LANG)\b/;

/** Every quantifier is bounded, so that no text costs more than its length times a constant. */
const FORMS: Form[] = [
  { pattern: /\{\{\{?([^{}\n]{1,120})\}?\}\}/g },
  { pattern: /\{%([^%{}\n]{1,120})%\}/g },
  { pattern: /\$\{([^{}\n]{1,80})\}/g },
  { pattern: /(?<![{$])\{!?\s?([\p{L}_$][\p{L}\p{N}_.| -]{0,60})\}/gu },
  {
    pattern: /\[\[([^[\]\n]{1,80})\]\]/g,
    when: (inside) => /\p{L}/u.test(inside),
  },
  { pattern: /(?<!\[)\[([^[\]\n]{1,60})\](?!\])/g, when: placeholder },
  { pattern: /【([^【】\n]{1,30})】/g, when: placeholder },
  { pattern: /%%\s?([\p{L}_][\p{L}\p{N}_. ]{0,40})%%/gu },
  { pattern: /(?<![\d%])%([\p{L}_][\p{L}\p{N}_.]{1,40})%(?!%)/gu },
  { pattern: /<<\s?([\p{L}_][^<>\n]{0,60})>>/gu },
  { pattern: /(?<!<)<([\p{L}_][^<>@/:\n]{0,40})>(?!>)/gu, when: placeholder },
  { pattern: /«\s?([^«»\n]{1,40})»/g, when: namesField },
  { pattern: /\*\|([^|*\n]{1,60})\|\*/g },
  { pattern: /#([A-Za-z][A-Za-z_]{1,40})#/g },
  {
    pattern: /(?<![\p{L}_])__([A-Za-z]{1,20}(?:_[A-Za-z]{1,20}){0,3})__/gu,
    when: (s) => placeholder(s.replace(/_/g, ' ')),
  },
  {
    pattern:
      /(?<![\p{L}\p{N}_])((?:FIRST|LAST|FULL|COMPANY|CONTACT|RECIPIENT|PROSPECT|ACCOUNT|JOB|SENDER)_?(?:NAME|TITLE|COMPANY))(?![\p{L}\p{N}_])/gu,
  },
  { pattern: /([○〇◯●×✕＊△□Ｘ]{2,4})\s?(?:様|さま|さん|株式会社|御中)/g },
  { pattern: /(\[object Object\])/g },
];

/** Where a greeting stands without the name, or with what a program prints for "nothing". */
const HELLO =
  'hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|cher|chère|hola|buen[oa]s (?:días|tardes)|estimad[oa]|querid[oa]|ciao|buongiorno|gentile|salve|olá|oi|bom dia|boa tarde|prezad[oa]|car[oa]|hoi|beste|geachte|hej|hei|cześć|dzień dobry|merhaba|sayın|здравствуйте|привет|уважаем(?:ый|ая)|שלום|היי|مرحبا|مرحباً|أهلا|عزيزي|عزيزتي';
const TITLE =
  'mr|mrs|ms|miss|dr|prof|herr|frau|herrn|m|mme|monsieur|madame|sr|sra|señora?|sig|dott|signora?|heer|mevrouw|pan|pani';
const EMPTY = new RegExp(
  `^[ \\t>]{0,4}((?:${HELLO})(?: (?:${TITLE})\\.?)?[ \\u00a0]{1,4}[,،、])`,
  'iu',
);
const NOTHING = new RegExp(
  `^[ \\t>]{0,4}((?:${HELLO})(?: (?:${TITLE})\\.?)? {1,3}(?:undefined|null|nan|none|nil|n/a|unknown|false)(?![\\p{L}\\p{N}]))`,
  'iu',
);

function greetings(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = 0;
  for (const row of text.slice(0, 600).split('\n')) {
    const match = EMPTY.exec(row) ?? NOTHING.exec(row);
    const inside = match?.[1];
    if (match && inside !== undefined) {
      const at = start + match[0].length - inside.length;
      found.push({ start: at, end: at + inside.length });
    }
    start += row.length + 1;
  }
  return found;
}

/** Rule 1: a template's field that nothing was put into. */
export function mergeFields({ passages, recipients }: Checked): Finding[] {
  const found: Finding[] = [];
  for (const { field, text } of passages) {
    const taken: { start: number; end: number }[] = [];
    for (const { pattern, when } of FORMS) {
      for (const match of text.matchAll(pattern)) {
        if (found.length >= MOST_PER_RULE) return found;
        if (when && !when(match[1] ?? '')) continue;
        const at = { start: match.index, end: match.index + match[0].length };
        if (taken.some(({ start, end }) => at.start < end && start < at.end)) continue;
        if (quoted(text, at)) continue;
        taken.push(at);
        found.push({
          severity: 'high',
          message: `${shown(match[0])} looks like a template field that was never filled in; the reader would see it as it stands.`,
          at: { field, ...at },
        });
      }
    }
    for (const at of field === 'body' ? greetings(text) : []) {
      if (taken.some(({ start, end }) => at.start < end && start < at.end)) continue;
      // there are people named Null, and Nan
      const last = fold(text.slice(at.start, at.end).split(' ').at(-1) ?? '');
      if (
        recipients.some(({ name }) =>
          fold(name ?? '')
            .split(/\s+/)
            .includes(last),
        )
      )
        continue;
      found.push({
        severity: 'high',
        message: `The greeting ${shown(text.slice(at.start, at.end))} has no name where one belongs; a template field was probably empty.`,
        at: { field, ...at },
      });
    }
  }
  return found;
}
