import { expect, test } from 'vitest';
import {
  admitContent,
  admitPage,
  admitPanel,
  admitReview,
} from '../../../src/background/router/admit.ts';
import type { MessageSender } from '../../../src/platform/runtime.ts';

const self = { id: 'ext', origin: 'chrome-extension://ext' };
const GMAIL = 'https://mail.google.com/mail/u/0/';
const PANEL = `${self.origin}/src/pages/panel/index.html`;
const OPTIONS = `${self.origin}/src/pages/options/index.html`;
const QUEUE = `${self.origin}/src/pages/queue/index.html`;
const from = (url: string, rest: MessageSender = {}): MessageSender => ({
  id: 'ext',
  url,
  ...rest,
});
const TOP = { tabId: 1, frameId: 0 };
const FRAME = { tabId: 1, frameId: 4 };

const who: [string, MessageSender][] = [
  ['content script', from(GMAIL, TOP)],
  ['panel', from(PANEL, FRAME)],
  ['options in a tab', from(OPTIONS, TOP)],
  ['popup', from(`${self.origin}/src/pages/popup/index.html`)],
  ['queue in a tab', from(QUEUE, TOP)],
  ['queue in the side panel', from(QUEUE)],
  // from here on nobody's
  ['queue in a frame', from(QUEUE, FRAME)],
  ['another extension’s queue', from('chrome-extension://evil/src/pages/queue/index.html', TOP)],
  ['another extension', { ...from(GMAIL, TOP), id: 'other' }],
  ['a frame inside Gmail', from(GMAIL, FRAME)],
  ['another site', from('https://mail.google.com.evil.example/', TOP)],
  ['Gmail without TLS', from('http://mail.google.com/', TOP)],
  ['Gmail on another port', from('https://mail.google.com:8443/', TOP)],
  ['the panel at the top of a tab', from(PANEL, TOP)],
  ['the panel without a tab', from(PANEL)],
  ['another extension’s panel', from('chrome-extension://evil/src/pages/panel/index.html', FRAME)],
  ['options in a frame', from(OPTIONS, FRAME)],
  ['no address', { id: 'ext', ...TOP }],
  ['an opaque origin', from('about:blank', TOP)],
];

async function admitted(check: (sender: MessageSender) => Promise<void> | void): Promise<string[]> {
  const names: string[] = [];
  for (const [name, sender] of who) {
    try {
      await check(sender);
      names.push(name);
    } catch {
      // not admitted
    }
  }
  return names;
}

const none = async () => false;

test('each direction hears its own senders and nobody else', async () => {
  expect(await admitted(admitContent(self, none))).toEqual(['content script']);
  expect(await admitted(admitPanel(self))).toEqual(['panel']);
  expect(await admitted(admitPage(self))).toEqual([
    'options in a tab',
    'popup',
    'queue in a tab',
    'queue in the side panel',
  ]);
  expect(await admitted(admitReview(self))).toEqual([
    'panel',
    'queue in a tab',
    'queue in the side panel',
  ]);
});

test('a site that is on is heard, by its top frame alone', async () => {
  const hubspot = 'https://app.hubspot.com/contacts/1/record/0-1/2';
  const isOn = async (url: string) => url === hubspot;
  const check = admitContent(self, isOn);
  await check(from(hubspot, TOP));
  await expect(check(from(hubspot, FRAME))).rejects.toThrow('not from a host page');
  await expect(check({ ...from(hubspot, TOP), id: 'other' })).rejects.toThrow();
  await expect(check(from('https://app.hubspot.com.evil.example/', TOP))).rejects.toThrow();
});
