import { isLinkTarget, type Mark, type Node } from '../../core/text/authored.ts';

const MARK_OF: Record<string, Mark> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  cite: 'i',
  u: 'u',
  ins: 'u',
};
const HEADING = /^h[1-6]$/;
const LISTS = new Set(['ul', 'ol']);
const TOKEN = /<(\/?)([a-z0-9]+)(?: href="([^"]*)")?(?: ?\/)?>|([^<]+)/g;
const ENTITY: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decode = (raw: string): string =>
  raw.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITY[name] ?? '');
/** containers deeper than this are flattened into their parents; the subset allows 40 elements */
const DEEPEST = 12;

type Run = { text: string | null; marks: ReadonlySet<Mark>; href: string | null };
type Container = { name: string; children: Node[] };

/**
 * Turns the balanced HTML that sanitize-html gives into an authored tree, the way a browser would
 * lay it out: inline runs with their marks gather until a block boundary flushes them into a
 * paragraph or list item. White space collapses as in HTML; headings are bold; table cells are
 * joined by " | " and rows are paragraphs.
 */
export class Assembler {
  readonly #root: Container = { name: '', children: [] };
  readonly #containers: Container[] = [this.#root];
  #runs: Run[] = [];
  readonly #marks: Mark[] = [];
  readonly #links: (string | null)[] = [];
  #pre = 0;
  #cell = false;
  #inItem = false;
  /** containers that were left out for depth and still have a closing tag to come */
  #skipped = 0;

  read(html: string): Node[] {
    for (const [, slash, name, href, raw] of html.matchAll(TOKEN)) {
      if (raw !== undefined) this.#text(decode(raw));
      else if (name && slash) this.#close(name);
      else if (name) this.#open(name, href);
    }
    this.#flush();
    return prune(this.#root.children);
  }

  #open(name: string, href: string | undefined): void {
    const mark = HEADING.test(name) ? undefined : MARK_OF[name];
    if (name === 'br') this.#runs.push({ text: null, marks: new Set(), href: null });
    else if (name === 'a') {
      const target = decode(href ?? '').trim();
      this.#links.push(isLinkTarget(target) ? target : null);
    } else if (mark) this.#marks.push(mark);
    else if (name === 'td' || name === 'th') this.#cell = this.#runs.some(visible);
    else if (name !== 'span') this.#openBlock(name);
  }

  #openBlock(name: string): void {
    this.#flush();
    if (HEADING.test(name)) this.#marks.push('b');
    if (name === 'pre') this.#pre += 1;
    if (name === 'li') {
      this.#leave((container) => LISTS.has(container.name), 'blockquote');
      if (LISTS.has(this.#top.name)) this.#enter('li');
      this.#inItem = this.#top.name === 'li';
    } else if (LISTS.has(name)) {
      if (LISTS.has(this.#top.name)) this.#enter('li');
      this.#enter(name);
    } else if (name === 'blockquote') {
      if (LISTS.has(this.#top.name)) this.#enter('li');
      this.#enter(name);
    }
  }

  #close(name: string): void {
    if (name === 'a') this.#links.pop();
    else if (!HEADING.test(name) && MARK_OF[name]) this.#unmark(MARK_OF[name]);
    else if (name !== 'span' && name !== 'td' && name !== 'th' && name !== 'br') {
      this.#flush();
      if (HEADING.test(name)) this.#unmark('b');
      if (name === 'pre') this.#pre -= 1;
      if (name === 'li' || LISTS.has(name) || name === 'blockquote') {
        const held = this.#containers.findLastIndex((container) => container.name === name);
        if (held > 0 && this.#skipped === 0) this.#containers.length = held;
        else if (this.#skipped > 0) this.#skipped -= 1;
      }
    }
  }

  #unmark(mark: Mark | undefined): void {
    const at = mark ? this.#marks.lastIndexOf(mark) : -1;
    if (at >= 0) this.#marks.splice(at, 1);
  }

  get #top(): Container {
    return this.#containers.at(-1) ?? this.#root;
  }

  #enter(name: string): void {
    if (this.#containers.length > DEEPEST) {
      this.#skipped += 1;
      return;
    }
    const children: Node[] = [];
    this.#top.children.push({ type: name as 'ul' | 'ol' | 'li' | 'blockquote', children });
    this.#containers.push({ name, children });
  }

  #leave(found: (container: Container) => boolean, wall: string): void {
    for (let at = this.#containers.length - 1; at > 0; at -= 1) {
      const container = this.#containers[at];
      if (!container || container.name === wall) return;
      if (found(container)) {
        this.#containers.length = at + 1;
        return;
      }
    }
  }

  #text(raw: string): void {
    const rows =
      this.#pre > 0 ? raw.replace(/^ +/gm, indent).split('\n') : [raw.replace(/[ \t\n\f]+/g, ' ')];
    for (const [index, row] of rows.entries()) {
      if (index > 0) this.#runs.push({ text: null, marks: new Set(), href: null });
      const text = this.#cell && row.trim() !== '' ? ` | ${row.trimStart()}` : row;
      if (text !== row) this.#cell = false;
      if (text !== '') {
        this.#runs.push({
          text,
          marks: new Set(this.#marks),
          href: this.#links.findLast((link) => link !== null) ?? null,
        });
      }
    }
  }

  #flush(): void {
    const inline = nest(tidy(this.#runs));
    this.#runs = [];
    this.#cell = false;
    if (inline.length === 0) return;
    if (LISTS.has(this.#top.name)) this.#top.children.push({ type: 'li', children: inline });
    else if (this.#top.name === 'li' && this.#inItem && this.#top.children.length === 0)
      this.#top.children.push(...inline);
    else this.#top.children.push({ type: 'p', children: inline });
  }
}

const indent = (blanks: string): string => '\u00a0'.repeat(blanks.length);
const visible = (run: Run): boolean => run.text !== null && run.text.trim() !== '';

/** Drops blanks at the edges of lines and doubled ones inside, and the one trailing `<br>`. */
function tidy(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    if (run.text === null) {
      trimEnd(out);
      out.push(run);
      continue;
    }
    const last = out.at(-1);
    const starts = !last || last.text === null || last.text.endsWith(' ');
    const text = starts ? run.text.replace(/^ +/, '') : run.text;
    if (text !== '') out.push({ ...run, text });
  }
  trimEnd(out);
  if (out.length > 1 && out.at(-1)?.text === null) out.pop();
  return out;
}

/** Takes the blanks from the end of the last line, and the runs that were nothing else. */
function trimEnd(out: Run[]): void {
  for (let last = out.at(-1); last?.text; last = out.at(-1)) {
    last.text = last.text.replace(/ +$/, '');
    if (last.text !== '') return;
    out.pop();
  }
}

/** Runs as nested nodes, marks always in the order a, b, i, u, so equal looks give equal bytes. */
function nest(runs: readonly Run[]): Node[] {
  const out: Node[] = [];
  for (const group of grouped(runs, (run) => run.href)) {
    const children = marked(group.runs, ['b', 'i', 'u']);
    out.push(
      ...(group.key === null ? children : [{ type: 'a' as const, href: group.key, children }]),
    );
  }
  return out;
}

function marked(runs: readonly Run[], order: readonly Mark[]): Node[] {
  const [mark, ...rest] = order;
  if (!mark) {
    return grouped(runs, (run) => run.text === null).flatMap(({ key, runs: same }): Node[] =>
      key
        ? same.map(() => ({ type: 'br' }))
        : [{ type: 'text', text: same.map((run) => run.text).join('') }],
    );
  }
  return grouped(runs, (run) => run.marks.has(mark)).flatMap(({ key, runs: same }) => {
    const children = marked(same, rest);
    return key ? [{ type: mark, children }] : children;
  });
}

function grouped<K>(runs: readonly Run[], keyOf: (run: Run) => K): { key: K; runs: Run[] }[] {
  const groups: { key: K; runs: Run[] }[] = [];
  for (const run of runs) {
    const key = keyOf(run);
    const last = groups.at(-1);
    if (last && last.key === key) last.runs.push(run);
    else groups.push({ key, runs: [run] });
  }
  return groups;
}

/** Leaves out containers that stayed empty. */
function prune(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (!('children' in node)) return [node];
    const children = prune(node.children);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}
