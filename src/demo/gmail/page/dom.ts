/**
 * Builds elements. `c` are class names that real Gmail uses and others may look for: they can be
 * replaced by random ones (`classNames: 'shuffled'`). `s` are our own names, for the stylesheet.
 */
export interface Spec {
  c?: string;
  s?: string;
  text?: string;
  a?: Record<string, string | number | boolean | undefined>;
  style?: Partial<Record<'display' | 'height' | 'minHeight' | 'maxHeight' | 'direction', string>>;
  on?: Record<string, (event: Event) => void>;
}

export type Child = Node | string | null | undefined | false;

const names = new Map<string, string>();
let shuffled = false;
let ids = 0;

/** From here on every Gmail class name becomes a random one, the same one each time. */
export function shuffleClassNames(): void {
  shuffled = true;
}

function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `z${[...bytes].map((byte) => (byte % 36).toString(36)).join('')}`;
}

/** The class name in use for one of Gmail's. */
export function gmailClass(name: string): string {
  if (!shuffled) return name;
  const known = names.get(name) ?? randomName();
  names.set(name, known);
  return known;
}

export function addClasses(node: Element, list: string): void {
  for (const name of list.split(' ')) if (name) node.classList.add(gmailClass(name));
}

export function toggleClass(node: Element, name: string, on: boolean): void {
  node.classList.toggle(gmailClass(name), on);
}

/** An id in Gmail's per-page form, `:8o`. Never the same for the same thing. */
export function nextId(): string {
  ids += 1;
  return `:${(ids + 20).toString(36)}`;
}

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  spec: Spec = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (spec.c) addClasses(node, spec.c);
  for (const name of spec.s?.split(' ') ?? []) node.classList.add(`g-${name}`);
  for (const [name, value] of Object.entries(spec.a ?? {})) {
    if (value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
  Object.assign(node.style, spec.style);
  for (const [type, listener] of Object.entries(spec.on ?? {}))
    node.addEventListener(type, listener);
  if (spec.text !== undefined) node.append(spec.text);
  node.append(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

/** A hidden form field, as Gmail keeps its compose state in. */
export function hidden(name: string, value = ''): HTMLInputElement {
  return el('input', { a: { type: 'hidden', name, value, id: nextId() } });
}
