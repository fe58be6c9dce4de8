import { pageFiles } from '../gmail/bundle.ts';
import type { PageConfig } from '../gmail/contract.ts';
import { attribute } from '../gmail/document.ts';
import { type GmailOptions, type MailServer, startMailSite } from '../gmail/server.ts';
import { OUTLOOK_IDS } from './ids.ts';

export const OUTLOOK_HOST = 'outlook.office.com';

/** Starts the synthetic Outlook over HTTPS on 127.0.0.1. Rejects when the port is taken. */
export const startOutlook = (options: GmailOptions): Promise<MailServer> =>
  startMailSite(
    {
      url: `https://${OUTLOOK_HOST}/mail/inbox`,
      page: /^\/mail\/(?!x\/)/,
      files: () =>
        pageFiles(new URL('./page/main.ts', import.meta.url), [
          new URL('./page/styles.css', import.meta.url),
        ]),
      document: pageDocument,
      ids: OUTLOOK_IDS,
    },
    options,
  );

/** The one HTML document: everything else is built by the script. */
function pageDocument(config: PageConfig, nonce: string): string {
  // `<` would end the block early if it started `</script`.
  const data = JSON.stringify(config).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${config.language}" data-look="${config.theme}">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="${config.theme}">
<title>${attribute(`Mail - ${config.accountName} - Outlook`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/mail/x/styles.css">
<script type="application/json" id="page-config">${data}</script>
<script nonce="${nonce}" src="/mail/x/page.js" defer></script>
</head>
<body></body>
</html>
`;
}
