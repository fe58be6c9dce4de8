import { TAIL } from './selectors.ts';

/**
 * A body as blocks and inline pieces, each text still knowing where in the page it stands. The
 * shape is that of authored text (core/text/authored.ts) plus images, and links to anywhere: what
 * would leave must be seen, also what authored text cannot say.
 */
export type Piece =
  | { type: 'text'; text: string; node: Text; at: number }
  | { type: 'br' }
  | { type: 'img'; src: string }
  | { type: 'a'; href: string; children: Piece[] }
  | { type: 'b' | 'i' | 'u' | 'p' | 'ul' | 'ol' | 'li' | 'blockquote'; children: Piece[] };
type Holder = Extract<Piece, { children: Piece[] }>;

const MARKS: Record<string, 'b' | 'i' | 'u'> = {
  B: 'b',
  STRONG: 'b',
  I: 'i',
  EM: 'i',
  U: 'u',
  INS: 'u',
};
const BLOCK =
  /^(P|DIV|UL|OL|LI|BLOCKQUOTE|PRE|TABLE|TBODY|TR|TD|TH|H[1-6]|SECTION|ARTICLE|HEADER|FOOTER|CENTER|HR|DL|DT|DD|FORM)$/;
const SKIPPED = /^(SCRIPT|STYLE|TEMPLATE|TITLE|NOSCRIPT)$/;

/** Ghost text and chips that others lay into a body. One that carries a link or image is content. */
const isGhost = (element: Element): boolean =>
  (element.getAttribute('contenteditable') === 'false' ||
    element.getAttribute('aria-hidden') === 'true') &&
  !element.matches('a[href], img') &&
  !element.querySelector('a[href], img');

/**
 * Splits a body into what was authored and the tail: signature and quoted history, which begin at
 * the first node marked as such and go to the end.
 */
export function bodyTree(body: Node): { authored: Piece[]; tail: Piece[] } {
  const parts = { authored: new Builder(), tail: new Builder() };
  let builder = parts.authored;
  const walk = (parent: Node): void => {
    for (const node of parent.childNodes) {
      if (node instanceof Text) builder.text(node);
      if (!(node instanceof Element) || SKIPPED.test(node.tagName) || isGhost(node)) continue;
      if (builder === parts.authored && node.matches(TAIL)) builder = parts.tail;
      const into = builder;
      const close = into.open(node);
      walk(node);
      // A tail that began inside this element takes the rest of it: both builders leave it.
      close();
    }
  };
  walk(body);
  return { authored: parts.authored.done(), tail: parts.tail.done() };
}

/** Gathers inline pieces until a block boundary makes a paragraph of them. */
class Builder {
  readonly #root: Holder = { type: 'blockquote', children: [] };
  /** open containers and inline elements, outermost first */
  #blocks: Holder[] = [this.#root];
  #inline: Holder[] = [];
  /** where inline pieces go while no inline element is open; null between blocks */
  #line: Piece[] | null = null;
  /** an open `<p>` or `<div>` that has not begun its line yet stands for an own block */
  #own = false;

  open(element: Element): () => void {
    const name = element.tagName;
    if (name === 'BR') this.#put({ type: 'br' });
    else if (name === 'IMG') this.#image(element);
    else if (BLOCK.test(name)) return this.#block(name);
    else if (name === 'A' && element.hasAttribute('href')) {
      const href = element.getAttribute('href')?.trim() ?? '';
      return this.#nest({ type: 'a', href, children: [] });
    } else {
      const mark = MARKS[name];
      if (mark) return this.#nest({ type: mark, children: [] });
    }
    return () => undefined;
  }

  /** Line breaks in the source are blanks, and nothing at the edge of a block. */
  text(node: Text): void {
    for (const match of node.data.matchAll(
      /[ \t]*[\n\r][ \t\n\r]*|(?:(?![ \t]*[\n\r])[^\n\r])+/g,
    )) {
      const blank = /[\n\r]/.test(match[0]);
      if (blank && (this.#line === null || this.#ends)) continue;
      this.#put({ type: 'text', text: blank ? ' ' : match[0], node, at: match.index });
    }
  }

  done(): Piece[] {
    this.#flush();
    return this.#root.children;
  }

  get #ends(): boolean {
    const last = this.#line?.at(-1);
    return last?.type === 'br' || last === undefined;
  }

  #image(element: Element): void {
    // Gmail shows emoji as images; their alt is the character that leaves.
    const emoji = element.getAttribute('data-emoji') ?? element.getAttribute('goomoji');
    if (emoji && element.ownerDocument) {
      this.#put({ type: 'text', text: emoji, node: document.createTextNode(''), at: 0 });
    } else this.#put({ type: 'img', src: element.getAttribute('src') ?? '' });
  }

  #put(piece: Piece): void {
    if (this.#line === null) this.#begin();
    (this.#inline.at(-1)?.children ?? this.#line ?? []).push(piece);
  }

  /** Begins a line in the innermost block, inside fresh copies of the open inline elements. */
  #begin(): void {
    const top = this.#blocks.at(-1) ?? this.#root;
    const bare = top.type === 'li' && !this.#own;
    this.#line = bare ? top.children : [];
    if (!bare) top.children.push({ type: 'p', children: this.#line });
    let into = this.#line;
    this.#inline = this.#inline.map((open) => {
      const copy = { ...open, children: [] };
      into.push(copy);
      into = copy.children;
      return copy;
    });
  }

  #nest(holder: Holder): () => void {
    if (this.#line === null) this.#begin();
    (this.#inline.at(-1)?.children ?? this.#line ?? []).push(holder);
    this.#inline.push(holder);
    const depth = this.#inline.length;
    return () => {
      this.#inline.length = Math.min(this.#inline.length, depth - 1);
    };
  }

  #block(name: string): () => void {
    this.#flush();
    const parent = this.#blocks.at(-1) ?? this.#root;
    const depth = this.#blocks.length;
    const own = this.#own;
    const list = name === 'UL' || name === 'OL';
    const inList = parent.type === 'ul' || parent.type === 'ol';
    if (list || name === 'BLOCKQUOTE' || (name === 'LI' && inList)) {
      if (inList && name !== 'LI') this.#enter('li');
      this.#enter(name.toLowerCase() as 'ul' | 'ol' | 'li' | 'blockquote');
      this.#own = false;
    } else if (inList) this.#enter('li');
    else this.#own = name === 'P' || parent.type !== 'li' || parent.children.length > 0;
    return () => {
      this.#flush();
      this.#blocks.length = depth;
      this.#own = own;
    };
  }

  #enter(type: 'ul' | 'ol' | 'li' | 'blockquote'): void {
    const holder: Holder = { type, children: [] };
    (this.#blocks.at(-1) ?? this.#root).children.push(holder);
    this.#blocks.push(holder);
  }

  #flush(): void {
    this.#line = null;
    this.#inline = this.#inline.map((open) => ({ ...open, children: [] }));
  }
}
