import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOSTS } from '../../src/core/hosts/catalogue.ts';
import { distFolder } from './stage.ts';

const manifest = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(distFolder(), 'manifest.json'), 'utf8'));

const GMAIL = 'https://mail.google.com/*';
const ANY = 'https://*/*';
const POPUP = 'src/pages/popup/index.html';
const PANEL = 'src/pages/panel/index.html';

describe('the popup, opened between two meetings', () => {
  it('begins with one script, which imports none that isn’t wanted later', async () => {
    const html = await readFile(join(distFolder(), POPUP), 'utf8');
    const [script, ...others] = [...html.matchAll(/ (?:src|href)="\/([^"]+\.js)"/g)];
    expect(others).toEqual([]);
    const code = await readFile(join(distFolder(), script?.[1] ?? ''), 'utf8');
    expect(code).toMatch(/\bimport\(/);
    expect(code).not.toMatch(/\bimport\s*(\*|\w|\{|["'])/);
  });
});

/*
 * The manifest as it was built, whole: what isn't here isn't asked for. A change of it is a change of
 * what people are asked to trust, and has to be made here too.
 */
describe('the built manifest', () => {
  it('asks for this, and for nothing else', async () => {
    const { version, key, ...built } = await manifest();
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(key).toMatch(/^[A-Za-z0-9+/=]{300,}$/);
    expect(built).toEqual({
      manifest_version: 3,
      name: '__MSG_name__',
      description: '__MSG_description__',
      default_locale: 'en',
      minimum_chrome_version: '132',
      icons: {
        ...{ 16: 'icons/16.png', 32: 'icons/32.png' },
        ...{ 48: 'icons/48.png', 128: 'icons/128.png' },
      },
      action: { default_popup: POPUP, default_title: '__MSG_name__' },
      options_ui: { page: 'src/pages/options/index.html', open_in_tab: true },
      background: { service_worker: 'service-worker-loader.js', type: 'module' },
      storage: { managed_schema: 'managed_schema.json' },
      permissions: [
        ...['storage', 'unlimitedStorage', 'alarms', 'scripting', 'activeTab'],
        'sidePanel',
      ],
      side_panel: { default_path: 'src/pages/queue/index.html' },
      optional_permissions: ['notifications'],
      optional_host_permissions: [
        ...HOSTS.filter(({ name }) => name !== 'gmail').flatMap(({ matches }) => matches),
        ANY,
      ],
      content_scripts: [
        {
          js: ['src/content/gmail.iife.js'],
          matches: [GMAIL],
          run_at: 'document_start',
          all_frames: false,
        },
      ],
      web_accessible_resources: [
        { resources: [PANEL, 'content/beside.js'], matches: [GMAIL], use_dynamic_url: false },
        { resources: [PANEL], matches: [ANY], use_dynamic_url: true },
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
      content_security_policy: { extension_pages: expect.any(String) },
    });
  });

  it('names single vendors’ hosts, by https, and is granted none of them unasked', async () => {
    const built = await manifest();
    const origins = built.optional_host_permissions as string[];
    for (const origin of origins.filter((one) => one !== ANY)) {
      expect(origin).toMatch(/^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+\/\*$/);
    }
    expect(JSON.stringify(built)).not.toMatch(/<all_urls>|\*:\/\/|http:\/\/\*\//);
    expect(built.host_permissions).toBeUndefined();
    expect(built.externally_connectable).toBeUndefined();
  });

  it('lets its pages run its own scripts alone, and reach servers and no document', async () => {
    const { content_security_policy: policy } = await manifest();
    const { extension_pages: text } = policy as { extension_pages: string };
    const directives = Object.fromEntries(
      text.split('; ').map((each) => {
        const [name = '', ...values] = each.split(' ');
        return [name, values.join(' ')];
      }),
    );
    const self = "'self'";
    const none = "'none'";
    expect(directives).toEqual({
      ...{ 'default-src': none, 'script-src': self, 'style-src': self },
      ...{ 'img-src': self, 'font-src': self },
      'connect-src':
        "'self' https: wss: http://127.0.0.1:* http://localhost:* ws://127.0.0.1:* ws://localhost:*",
      ...{ 'base-uri': none, 'form-action': none, 'frame-src': none, 'object-src': none },
      'require-trusted-types-for': "'script'",
    });
  });
});
