const FIELDS = 'input, textarea, select, button, [contenteditable]';

/** Single-key shortcuts as these pages have them: any key that reaches the document outside a field. */
export function listen(shortcuts: Record<string, () => void>): void {
  window.__crmKeys = [];
  window.__crmViolations = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    window.__crmViolations.push(`${effectiveDirective} ${blockedURI}`);
  });
  for (const type of ['keydown', 'keyup'] as const) {
    window.addEventListener(
      type,
      (event) => {
        const { key, target } = event;
        const typing = target instanceof Element && target.closest(FIELDS) !== null;
        const act = type === 'keydown' && !typing ? shortcuts[key] : undefined;
        window.__crmKeys.push({ key, type, acted: act !== undefined });
        act?.();
      },
      true,
    );
  }
}
