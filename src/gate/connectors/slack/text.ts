import { visibleText } from '../../../core/text/visible.ts';

/** Slack's limits: characters of one text object, blocks of one message. */
export const MOST_TEXT = 3000;
export const MOST_BLOCKS = 50;
/** Of a whole message. Slack takes more of some kinds of blocks and refuses it of others. */
export const MOST_MESSAGE = 12_000;

/** A message in the making: foreign text goes in as literal text elements, which nothing parses. */
export type Piece = {
  label?: string;
  text: string;
  as?: 'plain' | 'quote' | 'verbatim';
  /** of our own making only, after the text: nothing that anybody else wrote becomes a link */
  links?: readonly { text: string; url: string }[];
};

/** Slack's three control characters in its own markup; what we write around them stays ours. */
export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Cut to at most `most` UTF-16 units, never inside a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '');
  return `${kept}…`;
}

/**
 * Blocks of a piece. `rich_text` holds its text as data: no mentions, links, emoji or formatting come
 * out of it, so nothing has to be escaped and nothing can be meant. Long texts become several blocks.
 */
export function blocksOf({ label, text, as = 'plain', links = [] }: Piece): object[] {
  const rest = chunks(visibleText(text));
  return rest.map((chunk, at) => {
    const elements =
      at === 0 && label !== undefined
        ? [{ type: 'text', text: `${label}\n`, style: { bold: true } }]
        : [];
    const words = { type: 'text', text: chunk };
    if (as === 'plain') {
      const after = at === rest.length - 1 ? links.flatMap(linkOf) : [];
      return rich([{ type: 'rich_text_section', elements: [...elements, words, ...after] }]);
    }
    const type = as === 'quote' ? 'rich_text_quote' : 'rich_text_preformatted';
    return rich([
      ...(elements.length > 0 ? [{ type: 'rich_text_section', elements }] : []),
      { type, elements: [words] },
    ]);
  });
}

const linkOf = ({ text, url }: { text: string; url: string }) => [
  { type: 'text', text: ' ' },
  { type: 'link', url, text },
];
const rich = (elements: object[]) => ({ type: 'rich_text', elements });

/** Room for the label beside the text. */
const CHUNK = MOST_TEXT - 200;

function chunks(text: string): string[] {
  const parts: string[] = [];
  let rest = text === '' ? ' ' : text;
  while (rest.length > CHUNK) {
    const at = Math.max(rest.lastIndexOf('\n', CHUNK), rest.lastIndexOf(' ', CHUNK));
    let end = at > CHUNK / 2 ? at + 1 : CHUNK;
    if (/[\ud800-\udbff]/.test(rest[end - 1] ?? '')) end -= 1;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...parts, rest];
}
