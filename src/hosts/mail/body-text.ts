import type { Run } from '../../core/digest/compose.ts';
import { BLOCKS, isLinkTarget, type Node, serialize } from '../../core/text/authored.ts';
import type { Piece } from './body-tree.ts';

/** Where a stretch of the plain text stands in the page. */
export type Spot = { start: number; text: string; node: Text; at: number };

export type BodyText = { runs: Run[]; spots: Spot[] };

/**
 * The plain text of a tree by the rules of core/text/plain.ts (a test holds the two equal), as runs
 * with links and images, and with the place of each stretch in the page.
 */
export function bodyText(tree: readonly Piece[]): BodyText {
  const out: BodyText = { runs: [], spots: [] };
  let length = 0;
  let last = '';
  let link: { link: string; text: string } | null = null;
  const add = (text: string) => {
    if (text === '') return;
    length += text.length;
    last = text;
    const run = out.runs.at(-1);
    if (link) link.text += text;
    else if (run && !('link' in run) && 'text' in run) run.text += text;
    else out.runs.push({ text });
  };
  const line = () => {
    if (length > 0 && !last.endsWith('\n')) add('\n');
  };
  const write = (pieces: readonly Piece[], list: { ordered: boolean; index: number }): void => {
    for (const piece of pieces) {
      if (piece.type === 'text') {
        out.spots.push({ start: length, text: piece.text, node: piece.node, at: piece.at });
        add(piece.text);
      } else if (piece.type === 'br') add('\n');
      else if (piece.type === 'img') out.runs.push({ image: piece.src });
      else if (piece.type === 'a' && !link) {
        link = { link: piece.href, text: '' };
        out.runs.push(link);
        write(piece.children, list);
        link = null;
      } else if (!BLOCKS.has(piece.type)) write(piece.children, list);
      else {
        line();
        if (piece.type === 'li') {
          list.index += 1;
          add(list.ordered ? `${list.index}. ` : '- ');
        }
        const inner = { ordered: piece.type === 'ol', index: 0 };
        write(piece.children, piece.type === 'li' ? { ordered: false, index: 0 } : inner);
        if (length === 0 || !last.endsWith('\n')) add('\n');
      }
    }
  };
  write(tree, { ordered: false, index: 0 });
  return out;
}

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu;

/** The tree as authored HTML: what the closed subset cannot say is left out, trailing blank lines too. */
export function authoredHtml(tree: readonly Piece[]): string {
  const nodes = clean(tree, false);
  while (nodes.length > 0 && isBlank(nodes.at(-1))) nodes.pop();
  return serialize(nodes);
}

const isBlank = (node: Node | undefined): boolean =>
  node?.type === 'br' || (node?.type === 'p' && node.children.every(isBlank));

function clean(pieces: readonly Piece[], inLink: boolean): Node[] {
  return pieces.flatMap((piece): Node[] => {
    if (piece.type === 'text') {
      const text = piece.text.replace(CONTROLS, '');
      return text === '' ? [] : [{ type: 'text', text }];
    }
    if (piece.type === 'br') return [{ type: 'br' }];
    if (piece.type === 'img') return [];
    const isLink = piece.type === 'a' && !inLink && isLinkTarget(piece.href);
    const children = clean(piece.children, inLink || isLink);
    if (children.length === 0) return [];
    if (piece.type === 'a') return isLink ? [{ type: 'a', href: piece.href, children }] : children;
    return [{ type: piece.type, children }];
  });
}
