import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest PostgreSQL that the gate supports. */
export const OLDEST = 15;

/** Where its programs are: Debian's place, or the folder that PG_OLDEST_BIN names. */
export const OLDEST_BIN = process.env.PG_OLDEST_BIN ?? `/usr/lib/postgresql/${OLDEST}/bin`;

/** Why nothing runs on it here; null where it does. */
export const WHY_NOT: string | null = existsSync(join(OLDEST_BIN, 'initdb'))
  ? null
  : `PostgreSQL ${OLDEST} is not installed in ${OLDEST_BIN} (Debian: postgresql-${OLDEST}, elsewhere PG_OLDEST_BIN)`;

/** What `npm test` repeats on it: the migrations and each rule that the database itself enforces. */
const SHARE = [
  'test/support/pg.pg.test.ts',
  'test/gate/store/{states,decisions,decided-anew,clearances,fences,feed,roles}.pg.test.ts',
  'test/gate/audit/seal.pg.test.ts',
  'test/gate/conduct/suppression.pg.test.ts',
  'test/gate/ownership/policies.pg.test.ts',
];

/** All that a server of one's own can run; `store/embedded` is about the packaged one. */
const ALL = ['test/**/*.pg.test.ts'];

/** The files of the project `pg15`: the share, or all with PG_OLDEST=all; the first says its version. */
export const OLDEST_FILES: string[] = [
  'test/support/pg15-version.ts',
  ...(WHY_NOT === null ? (process.env.PG_OLDEST === 'all' ? ALL : SHARE) : []),
];
