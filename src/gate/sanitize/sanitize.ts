import sanitizeHtml from 'sanitize-html';
import { isAuthored, serialize } from '../../core/text/authored.ts';
import { authoredOf } from '../../core/text/plain.ts';
import { Assembler } from './assemble.ts';
import { isSettled } from './settled.ts';

const MARKUP = /<[!/?a-z][^>]*>/i;
/** Elements whose boxes sanitize-html leaves for {@link Assembler} to turn into blocks and marks. */
const KEPT =
  'p div br a b strong i em cite u ins ul ol li blockquote table tr td th pre h1 h2 h3 h4 h5 h6 section article header footer main aside address figure figcaption dl dt dd hr center fieldset form body html span'.split(
    ' ',
  );

/**
 * Brings any HTML or plain text into authored text (core/text/authored.ts). Text without a tag is
 * taken literally. Total: never throws, always `isAuthored`, and idempotent. Empty when nothing is
 * left. Bidi controls and invisible characters stay: they are data, which the checks point out.
 */
export function sanitize(html: string): string {
  const clean = withoutControls(html);
  if (clean.trim() === '') return '';
  if (!MARKUP.test(clean)) return authoredOf(clean);
  if (isSettled(clean)) return clean;
  const kept = sanitizeHtml(clean, {
    allowedTags: KEPT,
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template'],
    nestingLimit: 200,
    transformTags: {
      // an image never leaves with an approved mail; what it says does
      img: (_name, attributes) => ({
        tagName: 'span',
        attribs: {},
        text: attributes.alt ?? '',
      }),
    },
  });
  const result = serialize(new Assembler().read(kept));
  // The assembler only builds what the subset allows; should that ever fail, markup becomes text.
  return isAuthored(result) ? result : authoredOf(clean);
}

/** Control characters and lone surrogates have no place in a mail, in JSON or in the database. */
function withoutControls(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}
