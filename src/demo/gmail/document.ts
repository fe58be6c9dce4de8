import type { PageConfig } from './contract.ts';

/** The address the browser reports violations to, beside what the page itself sees. */
export const REPORT_PATH = '/mail/x/csp';

/**
 * As strict as Gmail's: no string may reach a script sink. Styles are as open as Gmail's own,
 * because mail bodies and the editor write inline styles.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "connect-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "require-trusted-types-for 'script'",
    `report-uri ${REPORT_PATH}`,
  ].join('; ');
}

/** A text inside an HTML attribute. */
export function attribute(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (sign) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  );
}

/** The one HTML document: everything else is built by the script. */
export function pageDocument(config: PageConfig, nonce: string): string {
  const rightToLeft = config.language === 'ar' || config.language === 'he';
  // `<` would end the block early if it started `</script`.
  const data = JSON.stringify(config).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${config.language}" dir="${rightToLeft ? 'rtl' : 'ltr'}" data-look="${config.theme}">
<head>
<meta charset="utf-8">
<meta name="og-profile-acct" content="${attribute(config.account)}">
<meta name="color-scheme" content="${config.theme}">
<title>Gmail</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/mail/x/styles.css">
<script type="application/json" id="page-config">${data}</script>
<script nonce="${nonce}" src="/mail/x/page.js" defer></script>
</head>
<body><div id="loading"><div class="msg">${attribute(config.account)}</div></div></body>
</html>
`;
}
