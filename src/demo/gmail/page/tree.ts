import type { HtmlNode } from '../contract.ts';

const REMOTE = /^(https?:)?\/\//;

/** Builds the nodes of parsed mail HTML. Remote images are left blank: nothing is loaded. */
export function buildTree(nodes: HtmlNode[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const node of nodes) {
    if (typeof node === 'string') {
      fragment.append(node);
      continue;
    }
    const element = document.createElement(node.tag);
    for (const [name, value] of Object.entries(node.attrs)) {
      const remote = node.tag === 'img' && name === 'src' && REMOTE.test(value);
      element.setAttribute(remote ? 'data-remote-src' : name, value);
    }
    element.append(buildTree(node.children));
    fragment.append(element);
  }
  return fragment;
}

/** Reads nodes back as HTML; reading is no sink. */
export function htmlOf(nodes: Iterable<Node>): string {
  const holder = document.createElement('div');
  for (const node of nodes) holder.append(node.cloneNode(true));
  return holder.innerHTML;
}
