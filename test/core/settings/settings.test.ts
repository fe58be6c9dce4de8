import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { PolicyFields, readPolicy, settingsInForce } from '../../../src/core/settings/policy.ts';
import { DEFAULT_SETTINGS, readSettings } from '../../../src/core/settings/settings.ts';
import {
  inForce,
  keyProblem,
  SHORTCUTS,
  tableProblem,
  under,
} from '../../../src/core/settings/shortcuts.ts';

describe('keys', () => {
  test.each(['1', '9', 'Enter', 'Escape', ' ', 'F1', 'ArrowUp', ''])(
    '%j cannot be given',
    (key) => {
      expect(keyProblem('approve', key, {})).not.toBeNull();
    },
  );

  test('one key, one action: also against keys that were moved', () => {
    expect(keyProblem('approve', 'e', {})).toContain('Edit');
    expect(keyProblem('approve', 'e', { edit: 'w' })).toBeNull();
    expect(keyProblem('reject', 'w', { edit: 'w' })).toContain('Edit');
    expect(keyProblem('edit', 'e', {})).toBeNull();
    expect(inForce({ edit: 'w' }).edit).toBe('w');
  });

  test('a whole table is refused for an unknown action, a double key, a key of the browser', () => {
    expect(tableProblem({ dance: 'q' })).toContain('no action “dance”');
    expect(tableProblem({ edit: 'a' })).toContain('already: Approve');
    expect(tableProblem({ edit: 'w', reject: 'w' })).toContain('already');
    expect(tableProblem({ edit: 'Enter' })).toContain('something else');
    expect(tableProblem({ edit: 'r', reject: 'e' })).toBeNull();
  });

  const keys = fc.constantFrom('a', 'A', 'e', 'r', 'x', 's', 'z', 'w', 'q', '?', '1', 'Enter');
  const actions = fc.constantFrom(...SHORTCUTS.map(({ action }) => action), 'dance');
  const tables = fc.dictionary(actions, keys, { maxKeys: 8 });

  test('under any sound policy any table becomes a sound one that obeys the policy', () => {
    fc.assert(
      fc.property(
        tables.filter((policy) => tableProblem(policy) === null),
        tables,
        (policy, own) => {
          const merged = under(policy, own);
          expect(tableProblem(merged)).toBeNull();
          expect(merged).toMatchObject(policy);
          expect(new Set(Object.values(inForce(merged))).size).toBe(SHORTCUTS.length);
          if (Object.keys(policy).length === 0 && tableProblem(own) === null) {
            expect(merged).toEqual(own);
          }
        },
      ),
    );
  });
});

describe('settings as they were kept', () => {
  test('lose only the values that do not fit', () => {
    expect(readSettings(undefined)).toEqual(DEFAULT_SETTINGS);
    expect(readSettings('nonsense')).toEqual(DEFAULT_SETTINGS);
    const kept = { theme: 'dark', language: 'klingon!', retentionDays: 0, notify: 'all', more: 1 };
    expect(readSettings(kept)).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', notify: 'all' });
  });

  test.each([
    ['auto', true],
    ['de', true],
    ['pt-BR', true],
    ['zh-Hant-TW', true],
    ['es-419', true],
    ['DE', false],
    ['de_DE', false],
    ['', false],
    ['en-US-u-ca-buddhist', false],
  ])('%j as a language: %s', (language, fits) => {
    expect(readSettings({ language }).language === language).toBe(fits);
  });
});

describe('a policy', () => {
  test('of one field wrong holds in the others, and the wrong one is named', () => {
    const { policy, faults } = readPolicy({
      gateAddress: 'http://gate.example.com',
      theme: 'dark',
      retentionDays: 9999,
      keys: { approve: 'e' },
      allowedSites: 'hubspot',
      colour: 'green',
    });
    expect(policy).toEqual({ theme: 'dark' });
    expect(faults.map(({ name }) => name).sort()).toEqual(
      ['allowedSites', 'colour', 'gateAddress', 'keys', 'retentionDays'].sort(),
    );
    expect(faults.find(({ name }) => name === 'keys')?.why).toContain('already: Edit');
  });

  test('that never came sets and locks nothing', () => {
    for (const nothing of [undefined, null, {}]) {
      const { policy, faults } = readPolicy(nothing);
      expect(faults).toEqual([]);
      expect(settingsInForce(DEFAULT_SETTINGS, policy)).toEqual({
        settings: DEFAULT_SETTINGS,
        locked: [],
        lockedKeys: [],
      });
    }
  });

  test('wins over the person, and locks what it sets and no more', () => {
    const own = readSettings({ theme: 'light', notify: 'all', keys: { edit: 'w', next: 'n' } });
    const { settings, locked, lockedKeys } = settingsInForce(own, {
      theme: 'dark',
      keys: { reject: 'w' },
    });
    expect(settings).toEqual({ ...own, theme: 'dark', keys: { reject: 'w', next: 'n' } });
    expect(locked).toEqual(['theme']);
    expect(lockedKeys).toEqual(['reject']);
  });

  test.each([
    ['https://gate.example.com', true],
    ['https://gate.example.com:8443/under', true],
    ['http://127.0.0.1:8787', true],
    ['http://localhost:8787/', true],
    ['http://gate.example.com', false],
    ['https://me:secret@gate.example.com', false],
    ['https://gate.example.com/?x=1', false],
    ['javascript:alert(1)', false],
    ['gate.example.com', false],
  ])('%s as its gate: %s', (gateAddress, fits) => {
    expect(readPolicy({ gateAddress }).faults.length === 0).toBe(fits);
  });
});

test.each([
  ['a host that is none', { host: 'https://crm.acme.example' }, 'is no host'],
  ['a pattern without an id', { pattern: '/deals' }, 'needs {id}'],
  ['the name of a system that is known', { name: 'sales-force' }, 'known already'],
])('a policy with %s in its custom CRMs names it', (_, change, why) => {
  const site = { name: 'acme', label: 'Acme', host: 'crm.acme.example', pattern: '/{type}/{id}' };
  expect(readPolicy({ customSites: [site] }).policy.customSites).toEqual([site]);
  const twice = readPolicy({ customSites: [site, site] }).faults;
  expect(twice[0]?.why).toContain('Another site is called');
  expect(readPolicy({ customSites: [{ ...site, ...change }] }).faults[0]?.why).toContain(why);
});

test('the schema that browsers get for a policy is the one that the extension reads by', () => {
  const file: unknown = JSON.parse(readFileSync('public/managed_schema.json', 'utf8'));
  const made = z.toJSONSchema(z.partial(PolicyFields), { io: 'input' });
  // What browsers don't know of JSON Schema and of regular expressions: they refuse the extension for it.
  const not = ['$schema', 'propertyNames', 'maxLength', 'minLength', 'maxItems', 'required'];
  const unknown = (name: string, value: unknown): boolean =>
    not.includes(name) ||
    (name === 'additionalProperties' && value === false) ||
    (name === 'pattern' && typeof value === 'string' && value.includes('\\u'));
  const plain: unknown = JSON.parse(
    JSON.stringify(made, (name, value: unknown) => (unknown(name, value) ? undefined : value)),
  );
  expect(file).toEqual(plain);
});
