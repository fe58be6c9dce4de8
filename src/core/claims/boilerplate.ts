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
