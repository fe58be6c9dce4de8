import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { identify } from '../../../src/core/hosts/catalogue.ts';

const FILE = fileURLToPath(new URL('../../../../shared/data/crm-urls.json', import.meta.url));
type Row = { system: string; url: string; expect: object | null };
const rows: Row[] = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : [];

describe.skipIf(rows.length === 0)(
  'the collected addresses (skipped where the file is not there)',
  () => {
    it.each(rows)('$system $url', ({ system, url, expect: wanted }) => {
      expect(identify(url)).toEqual(wanted && { system, ...wanted });
    });
  },
);
