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
  ...{ B: 'b', STRONG: 'b', I: 'i', EM: 'i', U: 'u', INS: 'u' },
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
 * the first node that `tailAt` selects and go to the end.
 */
export function bodyTree(body: Node, tailAt: string): { authored: Piece[]; tail: Piece[] } {
  const parts = { authored: createBuilder(), tail: createBuilder() };
  let builder = parts.authored;
  const walk = (parent: Node): void => {
    for (const node of parent.childNodes) {
      if (node instanceof Text) builder.text(node);
      if (!(node instanceof Element) || SKIPPED.test(node.tagName) || isGhost(node)) continue;
      if (builder === parts.authored && node.matches(tailAt)) builder = parts.tail;
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
function createBuilder() {
  const top: Holder = { type: 'blockquote', children: [] };
  /** open containers and inline elements, outermost first */
  const blocks: Holder[] = [top];
  let nested: Holder[] = [];
  /** where inline pieces go while no inline element is open; null between blocks */
  let current: Piece[] | null = null;
  /** an open `<p>` or `<div>` that has not begun its line yet stands for an own block */
  let isOwn = false;

  const innermost = () => blocks.at(-1) ?? top;

  function open(element: Element): () => void {
    const name = element.tagName;
    if (name === 'BR') put({ type: 'br' });
    else if (name === 'IMG') image(element);
    else if (BLOCK.test(name)) return openBlock(name);
    else if (name === 'A' && element.hasAttribute('href')) {
      const href = element.getAttribute('href')?.trim() ?? '';
      return nest({ type: 'a', href, children: [] });
    } else {
      const mark = MARKS[name];
      if (mark) return nest({ type: mark, children: [] });
    }
    return () => undefined;
  }

  /** Line breaks in the source are blanks, and nothing at the edge of a block. */
  function text(node: Text): void {
    for (const match of node.data.matchAll(
      /[ \t]*[\n\r][ \t\n\r]*|(?:(?![ \t]*[\n\r])[^\n\r])+/g,
    )) {
      const blank = /[\n\r]/.test(match[0]);
      if (blank && (current === null || atStart())) continue;
      put({ type: 'text', text: blank ? ' ' : match[0], node, at: match.index });
    }
  }

  function done(): Piece[] {
    flush();
    return top.children;
  }

  function atStart(): boolean {
    const last = current?.at(-1);
    return last?.type === 'br' || last === undefined;
  }

  function image(element: Element): void {
    // Gmail shows emoji as images; their alt is the character that leaves.
    const emoji = element.getAttribute('data-emoji') ?? element.getAttribute('goomoji');
    if (emoji) {
      put({ type: 'text', text: emoji, node: document.createTextNode(''), at: 0 });
    } else put({ type: 'img', src: element.getAttribute('src') ?? '' });
  }

  function put(piece: Piece): void {
    if (current === null) beginLine();
    (nested.at(-1)?.children ?? current ?? []).push(piece);
  }

  /** Begins a line in the innermost block, inside fresh copies of the open inline elements. */
  function beginLine(): void {
    const block = innermost();
    const bare = block.type === 'li' && !isOwn;
    let into: Piece[] = bare ? block.children : [];
    if (!bare) block.children.push({ type: 'p', children: into });
    current = into;
    nested = nested.map((open) => {
      const copy = { ...open, children: [] };
      into.push(copy);
      into = copy.children;
      return copy;
    });
  }

  function nest(holder: Holder): () => void {
    put(holder);
    nested.push(holder);
    const depth = nested.length;
    return () => {
      nested.length = Math.min(nested.length, depth - 1);
    };
  }

  function openBlock(name: string): () => void {
    flush();
    const parent = innermost();
    const depth = blocks.length;
    const own = isOwn;
    const list = name === 'UL' || name === 'OL';
    const inList = parent.type === 'ul' || parent.type === 'ol';
    if (list || name === 'BLOCKQUOTE' || (name === 'LI' && inList)) {
      if (inList && name !== 'LI') enter('li');
      enter(name.toLowerCase() as 'ul' | 'ol' | 'li' | 'blockquote');
      isOwn = false;
    } else if (inList) enter('li');
    else isOwn = name === 'P' || parent.type !== 'li' || parent.children.length > 0;
    return () => {
      flush();
      blocks.length = depth;
      isOwn = own;
    };
  }

  function enter(type: 'ul' | 'ol' | 'li' | 'blockquote'): void {
    const holder: Holder = { type, children: [] };
    innermost().children.push(holder);
    blocks.push(holder);
  }

  function flush(): void {
    current = null;
    nested = nested.map((open) => ({ ...open, children: [] }));
  }

  return { open, text, done };
}
