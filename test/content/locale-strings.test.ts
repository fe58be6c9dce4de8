import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LOCALES = join(root, 'public/_locales');
/** The parts of `src` that run in the browser's extension; the gate has no `_locales`. */
const ZONES = ['background', 'content', 'hosts', 'pages', 'platform', 'ui'];

/** Every message name that the code or the manifest asks for. */
async function namesUsed(): Promise<Set<string>> {
  const names = new Set<string>();
  for (const zone of ZONES) {
    for (const entry of await readdir(join(root, 'src', zone), { recursive: true })) {
      if (!/\.tsx?$/.test(entry)) continue;
      const code = await readFile(join(root, 'src', zone, entry), 'utf8');
      for (const [, name] of code.matchAll(/\b(?:text|localised)\(\s*'(\w+)'/g)) {
        if (name) names.add(name);
      }
    }
  }
  const manifest = await readFile(join(root, 'manifest.config.ts'), 'utf8');
  for (const [, name] of manifest.matchAll(/__MSG_(\w+?)__/g)) if (name) names.add(name);
  return names;
}

test('every message that is asked for says something in every language', async () => {
  const used = await namesUsed();
  // Found at all: the content script's own words, and the manifest's.
  expect([...used]).toEqual(expect.arrayContaining(['markWaits', 'sendHeld', 'name']));
  const locales = await readdir(LOCALES);
  expect(locales).toContain('en');
  for (const locale of locales) {
    const messages = JSON.parse(await readFile(join(LOCALES, locale, 'messages.json'), 'utf8'));
    for (const name of used) expect(messages[name]?.message, `${locale}: ${name}`).toMatch(/\S/);
  }
});
