export type Child = Node | string;

/** An element with attributes and children; text stays text. */
export function el(
  tag: string,
  attributes: Record<string, string> = {},
  children: readonly Child[] = [],
): HTMLElement {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A button that does something. */
export function button(label: string, press: () => void): HTMLElement {
  const node = el('button', { type: 'button' }, [label]);
  node.addEventListener('click', press);
  return node;
}
