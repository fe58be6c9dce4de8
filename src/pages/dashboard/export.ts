/*
 * A figure as a file, as it stands on screen: its colours are worked out first, since a file has no theme
 * to take them from.
 */

const TAKEN = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'fill-opacity', 'stroke-opacity'],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor', 'opacity'],
] as const;

/** A copy that needs no page: each part carries its own look. */
function standalone(svg: SVGSVGElement, background: string): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const parts = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [nth, part] of parts.entries()) {
    const look = getComputedStyle(part);
    for (const name of TAKEN) copies[nth]?.setAttribute(name, look.getPropertyValue(name));
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.removeAttribute('style');
  const sheet = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['fill', background],
  ] as const)
    sheet.setAttribute(name, value);
  copy.prepend(sheet);
  return copy;
}

export const backgroundOf = (): string => getComputedStyle(document.body).backgroundColor;

export function svgFile(svg: SVGSVGElement): Blob {
  const text = new XMLSerializer().serializeToString(standalone(svg, backgroundOf()));
  return new Blob([text], { type: 'image/svg+xml' });
}

/** Hands the person a file by the browser's own download; nothing leaves the machine. */
export function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next task, and holds the blob itself.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
