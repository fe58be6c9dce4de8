import { BLOCKS, type Node, parse } from '../core/text/authored.ts';

/** A stretch of authored text with one look. Joined, the texts are `plainOf(html).text`. */
export type Piece = {
  text: string;
  /** UTF-16 offset in the plain text */
  start: number;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  quoted: boolean;
  href?: string;
  /** which link it belongs to, so that a label cut by a mark stays one link */
  link?: number;
};

type Look = Omit<Piece, 'text' | 'start'>;
type State = { pieces: Piece[]; length: number; endsWithFeed: boolean; links: number };
type List = { ordered: boolean; index: number };

const PLAIN: Look = { bold: false, italic: false, underline: false, quoted: false };

/**
 * Authored HTML as styled text on the same offsets that spans count on. Follows `plainOf` step by
 * step; a test holds the two together.
 * @throws {AuthoredError} at anything outside the closed subset.
 */
export function authoredPieces(html: string): Piece[] {
  const state: State = { pieces: [], length: 0, endsWithFeed: false, links: 0 };
  write({ nodes: parse(html), state, look: PLAIN, list: { ordered: false, index: 0 } });
  return trimEnd(state.pieces);
}

function write(at: { nodes: readonly Node[]; state: State; look: Look; list: List }): void {
  const { state, look } = at;
  for (const node of at.nodes) {
    if (node.type === 'text') push(state, node.text, look);
    else if (node.type === 'br') push(state, '\n', look);
    else if (BLOCKS.has(node.type)) block(node, at);
    else if (node.type === 'a') {
      state.links += 1;
      write({ ...at, nodes: node.children, look: { ...look, href: node.href, link: state.links } });
    } else write({ ...at, nodes: node.children, look: styled(look, node.type) });
  }
}

function block(
  node: Exclude<Node, { type: 'text' | 'br' }>,
  at: { state: State; look: Look; list: List },
): void {
  const { state, list } = at;
  const look = node.type === 'blockquote' ? { ...at.look, quoted: true } : at.look;
  if (state.length > 0 && !state.endsWithFeed) push(state, '\n', look);
  if (node.type === 'li') {
    list.index += 1;
    push(state, list.ordered ? `${list.index}. ` : '- ', look);
  }
  const inner = { ordered: node.type === 'ol', index: 0 };
  write({ nodes: node.children, state, look, list: inner });
  if (!state.endsWithFeed) push(state, '\n', look);
}

function push(state: State, text: string, look: Look): void {
  if (text === '') return;
  state.pieces.push({ ...look, text, start: state.length });
  state.length += text.length;
  state.endsWithFeed = text.endsWith('\n');
}

function styled(look: Look, type: string): Look {
  if (type === 'b') return { ...look, bold: true };
  if (type === 'i') return { ...look, italic: true };
  return { ...look, underline: true };
}

function trimEnd(pieces: Piece[]): Piece[] {
  const kept = [...pieces];
  for (let last = kept.at(-1); last; last = kept.at(-1)) {
    const text = last.text.replace(/\n+$/, '');
    kept.pop();
    if (text !== '') {
      kept.push({ ...last, text });
      break;
    }
  }
  return kept;
}
