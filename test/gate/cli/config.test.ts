import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, VARIABLES } from '../../../src/gate/config.ts';
import { EXTENSION_ORIGINS } from '../../../src/gate/http/origins.ts';
import { codeForm, newPairingCode } from '../../../src/gate/http/pairing-code.ts';
import { RateLimit } from '../../../src/gate/http/rate.ts';

/** What README.md's table of variables names; `_NAME` goes on from the row's first name. */
async function documented(): Promise<string[]> {
  const text = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, table = ''] = /\| variable \|[^\n]*\n\|[-|]+\n((?:\|[^\n]*\n)+)/.exec(text) ?? [];
  return table.split('\n').flatMap((row) => {
    const names = [...row.matchAll(/`(_?[A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name = '']) => name);
    const [system] = (names[0] ?? '').split('_');
    return names.map((name) => (name.startsWith('_') ? `${system}${name}` : name));
  });
}

describe('settings', () => {
  it('are all in README.md’s table, and nothing else is', async () => {
    expect([...new Set(await documented())].sort()).toEqual([...VARIABLES].sort());
  });

  it('have defaults, also for empty variables', () => {
    expect(readConfig({ GATE_PORT: '', PUBLIC_URL: '' })).toMatchObject({
      port: 8787,
      publicUrl: 'http://127.0.0.1:8787',
      databaseUrl: null,
      trustProxy: false,
      extensionOrigins: EXTENSION_ORIGINS,
    });
  });

  it('name every fault at once, and no value', () => {
    const secret = 'mysql://root:hunter2@db';
    const wrong = {
      GATE_PORT: '99999',
      DATABASE_URL: secret,
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'yes',
      PUBLIC_URL: 'ftp://x',
    };
    const error: unknown = (() => {
      try {
        return readConfig(wrong);
      } catch (failure) {
        return failure;
      }
    })();
    expect(error).toBeInstanceOf(ConfigError);
    for (const name of Object.keys(wrong)) expect(String(error)).toContain(name);
    expect(String(error)).not.toContain('hunter2');
  });

  it('want https, except on loopback', () => {
    expect(() => readConfig({ PUBLIC_URL: 'http://gate.example.com' })).toThrow('https');
    expect(readConfig({ PUBLIC_URL: 'https://gate.example.com/' }).publicUrl).toBe(
      'https://gate.example.com',
    );
    expect(readConfig({ PUBLIC_URL: 'http://localhost:9' }).publicUrl).toBe('http://localhost:9');
  });
});

describe('systems of record', () => {
  const message = (environment: NodeJS.ProcessEnv): string => {
    try {
      readConfig(environment);
      return '';
    } catch (error) {
      return String(error);
    }
  };

  it('are connected by their variables, and only those', () => {
    expect(readConfig({}).crm).toEqual({ hubspot: null, salesforce: null, pipedrive: null });
    const { crm } = readConfig({
      HUBSPOT_TOKEN: 'pat-eu1-0123',
      SALESFORCE_INSTANCE_URL: 'https://acme.my.salesforce.com/',
      SALESFORCE_CLIENT_ID: 'id',
      SALESFORCE_CLIENT_SECRET: 'secret',
      SALESFORCE_REFRESH_TOKEN: 'refresh',
    });
    expect(crm.hubspot).toMatchObject({ token: 'pat-eu1-0123', oauth: undefined });
    expect(crm.salesforce?.instanceUrl).toBe('https://acme.my.salesforce.com');
    expect(crm.pipedrive).toBeNull();
  });

  it('name what is missing, doubled or elsewhere, all at once and without values', () => {
    const text = message({
      HUBSPOT_TOKEN: 'pat-secret',
      HUBSPOT_CLIENT_ID: 'hub-id',
      HUBSPOT_SEQUENCE_USER_ID: '12',
      HUBSPOT_API_URL: 'https://evil.example',
      SALESFORCE_INSTANCE_URL: 'http://acme.my.salesforce.com',
      PIPEDRIVE_API_TOKEN: 'pd secret',
    });
    for (const name of [
      'HUBSPOT_CLIENT_SECRET',
      'HUBSPOT_REFRESH_TOKEN',
      'HUBSPOT_TOKEN: either',
      'HUBSPOT_SEQUENCE_SENDER',
      'HUBSPOT_API_URL',
      'SALESFORCE_INSTANCE_URL: an origin',
      'SALESFORCE_CLIENT_ID',
      'PIPEDRIVE_API_TOKEN: has blanks',
    ])
      expect(text).toContain(name);
    for (const value of ['pat-secret', 'hub-id', 'evil', 'pd secret']) {
      expect(text).not.toContain(value);
    }
  });
});

describe('pairing codes', () => {
  it('survive case, dashes and look-alikes', () => {
    for (let n = 0; n < 200; n += 1) {
      const code = newPairingCode();
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      const spoken = code
        .toLowerCase()
        .replaceAll('-', ' ')
        .replaceAll('0', 'o')
        .replaceAll('1', 'l');
      expect(codeForm(spoken)).toBe(codeForm(code));
    }
  });
});

describe('the rate limit', () => {
  it('lets a burst through, then what refills, each key for itself', () => {
    let now = 0;
    const limit = new RateLimit({ perSecond: 2, burst: 3, now: () => now });
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([0, 0, 0, 1]);
    expect(limit.take('b')).toBe(0);
    now += 500;
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 1]);
  });

  it('forgets the oldest of too many keys', () => {
    const limit = new RateLimit({ perSecond: 0.001, burst: 1, now: () => 0 });
    limit.take('first');
    for (let n = 0; n < 10_000; n += 1) limit.take(`k${n}`);
    expect(limit.take('first')).toBe(0);
  });
});
