import { defineManifest } from '@crxjs/vite-plugin';
import pkg from './package.json' with { type: 'json' };
import { sitesOf } from './src/core/settings/sites.ts';

// Public key only: it fixes the extension's id, which the gate's CORS and the tests name. Its private
// half was thrown away; the store signs with its own.
const key =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAryXz2MtHSDytubeGuFi/EAeQDUIHr6017cm9pXQMLIr21SQ/O6tMd5dTt0SgsrTa5vuZDvQM5kKJGuj00ciriY9q7abikAdH8GFJOLVuSAdkMTUrnmREDCO7USL/XovbwyGwVlNuOdEODzBpnc4b/RwfDv69p2nF7lAyVR4n/WuYDZnmY2DK88rnqG9UxeyXwRmZy3J/jLvLbUesBRbgr6801UPQowHg1BVOzcCFV2YKO6quCaou+EosWGtBC+FpTO4GvTu92jyXikoC066LhhZEN1dhPrib0Dk1iVBG0izFUplrv5AqWEIV/Le7ArE19J0SqS5DtcrAQrrFNUgiYQIDAQAB';

// Sites of the catalogue are asked for one by one, when the person turns one on.
const SITES = sitesOf([]).flatMap(({ matches }) => matches);
// Browsers grant only what a pattern of the manifest covers, and a custom CRM may be on any host. This
// asks for nothing by itself: what is requested is the one host that the person typed.
const ANY = 'https://*/*';

export default defineManifest({
  manifest_version: 3,
  name: '__MSG_name__',
  description: '__MSG_description__',
  default_locale: 'en',
  version: pkg.version,
  // Addresses that are made anew in each session, see below, work from 130 on. 132 is newer than Chromium's
  // change by which a page's own service worker no longer answers for what a content script imports.
  minimum_chrome_version: '132',
  key,
  icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
  action: { default_popup: 'src/pages/popup/index.html', default_title: '__MSG_name__' },
  options_ui: { page: 'src/pages/options/index.html', open_in_tab: true },
  background: { service_worker: 'src/background/main.ts', type: 'module' },
  // `activeTab`: the popup may know which site it was opened on, and nothing beyond that press.
  permissions: ['storage', 'unlimitedStorage', 'alarms', 'scripting', 'activeTab', 'sidePanel'],
  optional_permissions: ['notifications'],
  optional_host_permissions: [...SITES, ANY],
  side_panel: { default_path: 'src/pages/queue/index.html' },
  storage: { managed_schema: 'managed_schema.json' },
  content_scripts: [
    {
      matches: ['https://mail.google.com/*'],
      js: ['src/content/gmail.iife.ts'],
      run_at: 'document_start',
      all_frames: false,
    },
  ],
  web_accessible_resources: [
    {
      // `beside.js`: our script brings it once something waits. To the page it is code and nothing more.
      resources: ['src/pages/panel/index.html', 'content/beside.js'],
      matches: ['https://mail.google.com/*'],
      use_dynamic_url: false,
    },
    {
      // Custom CRMs are anywhere. By an address that is made anew in each session: a site where we
      // don't stand can neither frame the panel nor find out that this extension is there.
      resources: ['src/pages/panel/index.html'],
      matches: [ANY],
      use_dynamic_url: true,
    },
  ],
  commands: {
    'open-panel': {
      suggested_key: { default: 'Alt+Shift+C' },
      description: '__MSG_commandOpenPanel__',
    },
    'open-queue': {
      suggested_key: { default: 'Alt+Shift+Q' },
      description: '__MSG_commandOpenQueue__',
    },
  },
  content_security_policy: {
    // The gate is anyone's own server: https anywhere, plain http on this machine only. Itself: the
    // words of a language that a person chose.
    extension_pages: [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'self' https: wss: http://127.0.0.1:* http://localhost:* ws://127.0.0.1:* ws://localhost:*",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-src 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
  },
});
