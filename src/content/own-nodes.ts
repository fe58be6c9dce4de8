/** Marks our nodes for our own observer, see hosts/mail/observe.ts. */
export const OWN = 'data-countersign';

/**
 * An own element with a closed shadow root: the page's styles don't reach in, its scripts don't
 * find what is inside. Styles are set by CSSOM and adopted sheets: no HTML or style strings.
 */
export function ownHost(sheet: CSSStyleSheet): { host: HTMLElement; root: ShadowRoot } {
  const host = document.createElement('div');
  host.setAttribute(OWN, '');
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [sheet];
  return { host, root };
}

/** A constructed stylesheet. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
