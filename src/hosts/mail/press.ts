/** Mail pages' buttons may want all three; menu items act on mouseup. Leaving undoes the pressed look. */
export function press(node: HTMLElement): void {
  const box = node.getBoundingClientRect();
  const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  for (const type of ['mouseover', 'mousedown', 'mouseup', 'click', 'mouseout']) {
    const init = { bubbles: true, cancelable: true, composed: true, button: 0, ...at };
    node.dispatchEvent(new MouseEvent(type, init));
  }
  node.blur();
}

/** Ctrl+Enter in a text, for a compose whose Send button can't be found. */
export function pressCtrlEnter(body: HTMLElement | null): void {
  const init = { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
  for (const type of ['keydown', 'keypress', 'keyup'])
    body?.dispatchEvent(new KeyboardEvent(type, { ...init, keyCode: 13 } as KeyboardEventInit));
}
