import { bare } from './fold.ts';
import type { Checked, Passage } from './passage.ts';

const SIGN_OFF =
  /^\s{0,3}(?:--|best|best regards|kind regards|warm regards|regards|thanks|thank you|cheers|sincerely|all the best|viele grüße|beste grüße|mit freundlichen grüßen|herzliche grüße|freundliche grüße|lg|vg|mfg|cordialement|bien à vous|bien cordialement|saludos|un saludo|atentamente|cordiali saluti|distinti saluti|un saluto|atenciosamente|abraços|obrigad[oa]|met vriendelijke groet|groeten|groet|よろしくお願いいたします。?|с уважением|pozdrawiam|med vänliga hälsningar|تحياتي|مع أطيب التحيات|בברכה)[\s,.!]{0,3}$/iu;
const CONTACT_LINE =
  /©|\+\d[\d ()./-]{6,}|(?<!\p{L})(?:tel|phone|mobile|mobil|fon|cell|t|m|p|f|fax)\s?[.:]\s?[+(\d]|電話|(?:str\.|straße|strasse|(?<!\p{L})(?:rue|calle|via|rua|avenida))\s[^\n]{0,40}\d/iu;
/** Postal codes and street addresses: here case tells them from prose. */
const ADDRESS_LINE =
  /(?<!\p{L})[A-Z]{2} \d{5}(?!\d)|(?<!\d)\d{5}\s\p{Lu}\p{L}+\s*$|(?<!\d)\d{4} ?[A-Z]{2}(?!\p{L})|(?<!\d)\d{1,5} \p{Lu}\p{L}+ (?:St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Way|Drive)(?!\p{L})/u;

/** A mask over a text: 1 where numbers say nothing about the buyer. */
export function boilerplate(passage: Passage, checked: Checked): Uint8Array {
  const { text } = passage;
  const mask = new Uint8Array(text.length);
  const hide = (pattern: RegExp): void => {
    for (const match of text.matchAll(pattern))
      mask.fill(1, match.index, match.index + match[0].length);
  };
  hide(/(?:https?:\/\/|www\.)[^\s<>"]{1,2000}/gi);
  hide(/(?<![^\s<("'])[^\s@<>()"']{1,64}@[^\s@<>()"']{1,254}/g);
  hide(/(?:^|\n)\s{0,4}\d{1,2}[.)]\s/g);
  for (const name of [
    checked.context.company,
    checked.context.recipientName,
    checked.from.name,
    ...checked.policy.ownCompanies,
    ...checked.recipients.map((person) => person.name),
  ])
    if (name && /\d/.test(name)) hideName(text, name, mask);
  if (passage.field === 'body') hideSignature(text, checked, mask);
  return mask;
}

function hideName(text: string, name: string, mask: Uint8Array): void {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    mask.fill(1, at, at + name.length);
}

/** The signature: from a sign-off or the sender's name in the last 12 lines; and contact lines anywhere there. */
function hideSignature(text: string, { from }: Checked, mask: Uint8Array): void {
  const rows = text.split('\n');
  const names = [from.name, from.name?.split(' ')[0]]
    .filter((name) => name)
    .map((name) => bare(name ?? ''));
  let start = 0;
  let inside = false;
  for (const [i, row] of rows.entries()) {
    const late = i > 0 && i >= rows.length - 12 && row.length < 200;
    if (late && (SIGN_OFF.test(row) || names.includes(bare(row)))) inside = true;
    if (inside || (late && (CONTACT_LINE.test(row) || ADDRESS_LINE.test(row))))
      mask.fill(1, start, start + row.length);
    start += row.length + 1;
  }
}

const TIME = /^\s?(?::\d{2}|h\d{0,2}\b|(?:am|pm|a\.m\.|p\.m\.|uhr|o['’]clock|時)(?!\p{L}))/iu;
const MINUTES =
  /^[\s-]{0,2}(?:min|mins|minutes?|minuten|minutos?|minuti|minuut|minuter|minut\p{L}?|hours?|hrs?|stunden?|heures?|horas?|ore|ora|uur|минут\p{L}?|دقيقة|دقائق|דקות)(?!\p{L})|^(?:分|時間)/iu;
const MEETING =
  /\?|？|\b(?:call|chat|talk|meet|meeting|demo|walkthrough|walk-through|session|intro|coffee|spare|slot|video|read|gespräch|termin|telefonat|austausch|appel|échang|llamada|reunión|charla|chiamata|incontro|chamada|reunião|conversa|gesprek|belletje)\p{L}{0,4}|時間を|いただ|مكالمة|שיחה/iu;
const OWN_COUNT =
  /^[\s-]{0,2}(?:short |quick |simple |small |more |kurze |petites? )?(?:questions?|ideas?|options?|things?|ways?|points?|thoughts?|reasons?|examples?|lines?|slides?|steps?|pages?|sentences?|fragen?|ideen?|punkte?|gründe?|optionen|idées?|pistes?|preguntas?|opciones|domande|perguntas|ideias|vragen|ideeën|つの?|点)(?!\p{L})/iu;
const PRODUCT =
  /(?:^|[^\p{L}\p{N}])(?:ISO|SOC|DIN|EN|IEC|RFC|UTF|HTTP|TLS|IPv|PCI|NIST|Windows|Office|Microsoft|Dynamics|iOS|Android|Fortune|Forbes|Inc|FTSE|DAX|Type|Version|Level|Phase|Step|Option|Stage|Tier|Article|Art\.?|Section|Chapter|Part|Gate|Terminal|Hall|Halle|Booth|Stand|Room|Model|Industry|Industrie|Industria|Web|Log|OAuth|SAML|§|#|No\.?|Nr\.?|nº)[ \u00a0-]?$/iu;
const PROPOSED =
  /\?|？|\b(?:how about|what about|would|could|available|free on|works? (?:for|on)|suit|call|meet|passt|termin|vorschlag|dispon|réunion|reunión|llamada)\b|いかが/iu;

export type Around = { before: string; after: string; sentence: string };

/** True for numbers that a writer may make up: meeting lengths and times, own counts, names of standards. */
export function harmlessNumber(value: number, raw: string, around: Around): boolean {
  const { before, after, sentence } = around;
  if (
    /[\p{L}_/:]$/u.test(before.replace(/(?:USD|EUR|GBP|CHF|US|R|C|A|HK|NZ)$/u, '')) &&
    !/[぀-ヿ一-鿿]$/u.test(before) &&
    !HEBREW_PREFIX.test(before)
  )
    return true;
  if (/^(?:[/:]\d|[a-jln-wyz]\b)/i.test(after) && !/^[hxX×]/.test(after)) return true;
  if (TIME.test(after) || /\d[:/]$/.test(before)) return true;
  if (PRODUCT.test(before)) return true;
  if (MINUTES.test(after) && value <= 90 && MEETING.test(sentence)) return true;
  if (value <= 12 && OWN_COUNT.test(after)) return true;
  if (/\b(?:at|um|à|a las|alle|às|om) $/iu.test(before) && value <= 24 && MEETING.test(sentence))
    return true;
  return raw === '';
}
const HEBREW_PREFIX = /[\u0590-\u06ff]$/;

/** True for a day that the sentence proposes for a meeting: not past, and within half a year. */
export function proposedDay(
  date: { y?: number; m: number; d?: number },
  sentence: string,
  now: number,
): boolean {
  if (date.d === undefined || !PROPOSED.test(sentence)) return false;
  const today = new Date(now);
  const at = Date.UTC(date.y ?? today.getUTCFullYear(), date.m - 1, date.d);
  const next =
    date.y === undefined && at < now - 86_400_000
      ? Date.UTC(today.getUTCFullYear() + 1, date.m - 1, date.d)
      : at;
  return next >= now - 86_400_000 && next <= now + 183 * 86_400_000;
}
