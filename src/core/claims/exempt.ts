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
  hide(/(?<!\d)\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)(?:,? (?:ext|x)\.? ?\d{1,6})?/g);
  hide(/\+\d[\d ()./-]{6,20}\d/g);
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

const TIME = /^\s?(?::\d{2}|h\d{0,2}\b|(?:am|pm|a\.m\.|p\.m\.|uhr|o['’]clock)(?!\p{L})|時(?!間))/iu;
const MINUTES =
  /^[\s-]{0,2}(?:min|mins|minutes?|minuten|minutos?|minuti|minuut|minuter|minut\p{L}?|hours?|hrs?|stunden?|heures?|horas?|ore|ora|uur|минут\p{L}?|دقيقة|دقائق|דקות)(?!\p{L})|^(?:分|時間)/iu;
const MEETING =
  /\?|？|؟|か。|いかが|お話|打ち?合わせ|面談|お電話|ご説明|\b(?:call|chat|talk|meet|meeting|demo|walkthrough|walk-through|session|intro|coffee|spare|slot|video|recording|clip|film|(?<!I )read|brief|quick|tour|screen ?share|call-?back|enregistrement|aufzeichnung|grabación|registrazione|gravação|opname|gespräch|termin|telefonat|austausch|appel|échang|llamada|reunión|charla|chiamata|incontro|chamada|reunião|conversa|gesprek|belletje)\p{L}{0,4}|時間を|いただ|مكالمة|שיחה/iu;
const OWN_COUNT =
  /^[\s-]{0,2}(?:short |quick |simple |small |more |kurze |petites? )?(?:questions?|ideas?|options?|things?|ways?|points?|thoughts?|reasons?|examples?|lines?|slides?|steps?|pagers?|bullets?|screens?|clicks?|taps?|words?|photos?|screenshots?|files?|attachments?|dates?|times?|slots?|alternatives?|choices?|of us|colleagues of mine|pages?|sentences?|fragen?|ideen?|punkte?|gründe?|optionen|idées?|pistes?|preguntas?|opciones|domande|perguntas|ideias|vragen|ideeën|つの?|点)(?!\p{L})/iu;
const PRODUCT =
  /(?:^|[^\p{L}\p{N}])(?:ISO|SOC|DIN|EN|IEC|RFC|UTF|HTTP|TLS|IPv|PCI|NIST|Windows|Office|Microsoft|Dynamics|iOS|Android|Fortune|Forbes|Inc|FTSE|DAX|Type|Version|Level|Phase|Step|Option|Stage|Tier|Article|Art\.?|Section|Chapter|Part|Gate|Terminal|Hall|Halle|Booth|Stand|Room|Model|Industry|Industrie|Industria|Web|Log|OAuth|SAML|§|#|No\.?|Nr\.?|nº)[ \u00a0-]?$/iu;
const PROPOSED =
  /\?|？|؟|(?<!\p{L})(?:propos\p{L}{1,4}|propong\p{L}|propon(?:ho|iamo)|schlagen?|vorschlagen|sollen wir|pourrai\p{L}{0,3}|könnte\p{L}?|würde\p{L}?|puedo|podemos|possiamo|posso|podemos|kunnen we|zullen we|stel\p{L}{0,3}|let['’]?s|we can|I can|invit\p{L}{1,4}|free|frei|libre\p{L}?|liber[oi]|livres?|vrij)(?!\p{L})|\b(?:(?:I|we)(?:['’]ll| will|['’]m| am|['’]re| are) (?:be )?(?:in|at|off|away|on leave|on holiday|on vacation|around|near|visiting|travell?ing|there|free|back|out)|book|stop by|drop by|pencil|hold|ich bin|wir sind|je serai|nous serons|estaré|estaremos|sarò|saremo|estarei|ik ben|we zijn|how about|what about|would|could|available|free on|works? (?:for|on)|suit|call|meet|webinar|see you|talk to you|join|passt|termin|vorschlag|dispon|réunion|reunión|llamada)\b|いかが/iu;

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
  // when their gates open is a fact; when we could talk is not
  if (TIME.test(after) || /\d[:/]$/.test(before)) return !HOURS_OF_READER.test(sentence);
  if (SUPPOSED.test(before) || HOW_MANY.test(sentence)) return true;
  if (value <= 9 && (LISTED.test(before + raw + after) || CHOICE.test(sentence))) return true;
  if (/^[ -]?(?:degrees?|°|grad|-?in-one)(?!\p{L})/iu.test(after)) return true;
  if (value <= 10 && /\btop[ -]$/iu.test(before) && /^ \p{Ll}/u.test(after) && /\?/.test(sentence))
    return true;
  if (/#$/.test(before) && /\b(?:ranked|rated|voted|named)\b/iu.test(sentence)) return false;
  // "EN 1090" is a standard, "en 2015" a year
  if (PRODUCT.test(before) && !/(?:^|\P{L})(?:en|inc|log) $/u.test(before)) return true;
  if (
    value <= 60 &&
    OWN_PLAN.test(sentence) &&
    (DURATION.test(after) || CLOCK.test(before) || ORDINAL.test(after))
  )
    return true;
  if (FIGURE.test(before + raw + after.slice(0, 8))) return true;
  if (UNTIL.test(after) || OF_MAILS.test(before)) return true;
  if (
    value <= 24 &&
    BESIDE_TIME.test(sentence) &&
    /(?<!\p{L})(?:or|and|maybe|perhaps|even|is|oder|vielleicht|und|ou|o|of) $/iu.test(before)
  )
    return true;
  if (MINUTES.test(after) && value <= 90 && MEETING.test(sentence)) return true;
  if (value <= 12 && OWN_COUNT.test(after)) return true;
  if (NUMBERED.test(before) || /\p{Lu}[\p{L}]{0,8}-$/u.test(before)) return true;
  if (value <= 31 && WEEKDAY.test(before) && PROPOSED.test(sentence)) return true;
  if (CONSTANT.test(after) || HOURS.test(after)) return true;
  if (
    value === 100 &&
    /\b(?:agree|sure|honest|certain|understand|clear|there|with you)\b/i.test(sentence)
  )
    return true;
  if (value <= 90 && SECONDS.test(after) && MEETING.test(sentence)) return true;
  if (value <= 53 && /(?<!\p{L})(?:week|KW|CW|wk|semaine|semana|settimana|Woche) $/iu.test(before))
    return true;
  if (value <= 31 && ORDINAL.test(after) && CALENDAR.test(before) && PROPOSED.test(sentence))
    return true;
  if (
    CLOCK.test(before) &&
    value <= 24 &&
    !/^[ -]?(?:%|percent|k\b|million)/iu.test(after) &&
    (MEETING.test(sentence) || /\b(?:I['’](?:m|ll)|I am|I will)\b/u.test(sentence))
  )
    return true;
  return raw === '';
}
/** "your dock opens at 7 a.m." */
const HOURS_OF_READER =
  /\b[Yy]our?\b[^?]{0,60}\b(?:opens?|closes?|starts?|ends?|open from|closed)\b[^?]*$/u;
/** What the writer will do next, and when. */
const OWN_PLAN =
  /(?<!\p{L})(?:(?:I|we)(?:['’]ll| will) (?:reply|answer|follow|get back|call|ring|be|give you a (?:ring|call)|write|check|come|try|circle|ping|send|try)|see you|talk to you|speak to you|(?:is|are) (?:all|plenty|enough)|my (?:flight|train|plane)|ich melde|je reviens|ti scrivo|le escribo)(?!\p{L})/iu;
const DURATION =
  /^[ -]?(?:(?:business |working )?(?:minutes?|mins?|hours?|days?|weeks?|months?)|minuten|stunden|tagen?|wochen?|heures|jours|semaines?|días|semanas?|ore|giorni|settimane?|horas|dias|uur|dagen|weken)(?!\p{L})/iu;
const FIGURE =
  /\p{L} 101(?!\d)|(?<!\d)9 to 5(?!\d)|(?:Class|Euro|iPhone|Galaxy|Pixel|Tier|Grade|Schedule|Form) \d{1,3}(?!\d)/u;
/** Time that passes for both: until a feast, since the last call. */
const UNTIL =
  /^ (?:more )?(?:days?|weeks?|months?|wochen|tage) (?:until|till|to go|away|before christmas|left|since (?:we|I|my|our|your)|ago,? (?:we|I)\b|bis (?:zu )?)/iu;
const OF_MAILS = /(?<!\p{L})(?:e-?mail|mail|message|note|part|step)s? (?:\d{1,2} of )?$/iu;
const BESIDE_TIME = /\d ?(?:am|pm|uhr|h|o['’]clock|min\p{L}{0,5})(?!\p{L})[^.!]{0,80}[?？]/iu;
/** Not said to be so. */
const SUPPOSED =
  /(?<!\p{L})(?:even|if|if only|if just|suppose|what if|let['’]s say|say,?|selbst|auch nur|wenn nur|même|incluso|anche solo|mesmo|zelfs) $/iu;
const HOW_MANY =
  /(?<!\p{L})(?:how many|how much|how often|wie viele?|combien|cuánt[oa]s?|quant[iae]|quant[oa]s|hoeveel)(?!\p{L})[^.!?]{0,120}\?/iu;
const LISTED = /(?:^|[\s(])\d\) ?\p{L}/u;
const CHOICE =
  /\b(?:reply|answer|respond|press|type|choose|pick) (?:with |just )?(?:a )?["“']?\d/iu;
/** Our own writing and meeting with the reader: they know whether it was then. */
export const OWN_CONTACT =
  /(?<!\p{L})(?:(?:I|we|my colleague) (?:\p{L}{1,12} ){0,3}(?:wrote|sent|emailed|e-mailed|mailed|called|spoke|talked|met|reached out|contacted|messaged|followed up)|(?:ich|wir) [^!?]{0,60}(?:geschrieben|geschickt|gesprochen|telefoniert)|je vous ai (?:écrit|envoyé|appelé)|(?:le|te|les|os) (?:escribí|envié|mandé|llamé)|(?:le|ti|vi) ho (?:scritto|inviato|chiamato)|(?:lhe )?(?:escrevi|enviei|liguei)|(?:ik|we) (?:schreef|stuurde|mailde|belde|spraken))(?!\p{L})/iu;
/** After these a number up to 24 is an hour, in a sentence about meeting. */
const CLOCK =
  /(?<!\p{L})(?:at|by|after|before|from|between|till|until|around|or|um|ab|gegen|bis|oder|à|vers|dès|entre|ou|a las?|las|desde|hasta|alle|dalle|ore|às|as|das|om|vanaf|tussen|kl\.?|klockan|o|v|в|к|בשעה|ב-|الساعة|dopo|après|après-midi à) $|(?:\d|(?:am|pm|uhr|h)) ?(?:-|–|to|and|or|oder|und|bis|et|ou|y|o|e|en|of) $/iu;
/** A number that is a day or a week of the calendar, or a figure of speech. */
const CALENDAR =
  /(?:(?<!\p{L})(?:week|weeks|KW|CW|wk|W|semaine|semana|settimana|Woche|day|Tag|jour|the|on|den|am|le|el|il|dia|de) )$/iu;
const ORDINAL = /^(?:st|nd|rd|th|er|e|º|ª|\.)(?!\p{L})/iu;
/** "3PL", "24/7", "53-foot", "7 days a week": names and constants, not facts about the buyer. */
const CONSTANT =
  /^(?:(?!EUR|USD|GBP|CHF|[KMBT]\b|MM|MIO|BN|TSD|MRD)[A-Z]{1,3}\b|[ -]?(?:foot|feet|ft|wheelers?|axle|inch|bit)\b|\/(?:7|24|365)\b| ?(?:days?|d) (?:a|per) week\b| ?hours? (?:a|per) day\b| ?months? (?:a|per) year\b| ?(?:tage|stunden) (?:die|am|pro|in der)| ?°| ?%? (?:sure|agree|honest|free|clear|certain|understand|happy|confident))/u;
/** Roads, doors and files are numbered; that is a name. */
const NUMBERED =
  /(?<!\p{L})(?:I-|(?:US|SR|Hwy|Highway|Route|Rte|Interstate|Autobahn|exit|pier|platform|door|dock|bay|unit|floor|suite|zip|plot|lot|ticket|case|order|invoice|PO|RFP|ref|page|slide|item|question|point|no|nummer|numéro|número|numero)[ #.-]{1,2})$/iu;
const WEEKDAY =
  /(?:day|mon|tue|wed|thu|fri|tag|woch|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes|lunedì|martedì|mercoledì|giovedì|venerdì|feira|dag),? (?:the |den |le |el |il |dia )?$/iu;
const HOURS =
  /^ ?(?:-|–|to|and|or|bis|und|à|et|y|a|e|tot|en) ?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|uhr|h|hrs|o['’]clock|heures|horas)\b/iu;
const SECONDS =
  /^[\s-]{0,2}(?:sec|secs|seconds?|sekunden?|secondes?|segundos?|secondi|seconden)(?!\p{L})/iu;
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
