import { ownHost, sheetOf } from './own-nodes.ts';

const CHIP =
  ':host{display:inline-block;margin-inline-start:8px}:host([data-edge]){position:fixed;right:0;top:38%;z-index:2147483647}button{cursor:pointer;font:500 12px/18px system-ui;padding:0 8px;border:1px solid;border-radius:9px;color:#1d3f8f;background:#e4ecff}:host([data-edge]) button{padding:8px 4px;writing-mode:vertical-rl}';

/** A button that the page's own keys and clicks stay out of. Page-made presses do nothing. */
export function chipOf(label: string, press: () => void): HTMLElement {
  const { host, root } = ownHost(sheetOf(CHIP));
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', (event) => {
    if (event.isTrusted) press();
  });
  for (const type of ['click', 'mousedown', 'mouseup', 'keydown', 'keypress', 'keyup'])
    root.addEventListener(type, (event) => event.stopPropagation());
  root.append(button);
  return host;
}

/** The same at the page's right edge. */
export function edgeChip(label: string, press: () => void): HTMLElement {
  const chip = chipOf(label, press);
  chip.setAttribute('data-edge', '');
  document.documentElement.append(chip);
  return chip;
}
