import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { canonical } from '../../src/core/digest/canonical.ts';
import { ClearanceClaims } from '../../src/core/schema/clearance.ts';
import { Decision } from '../../src/core/schema/decision.ts';
import { ROUTES, type Route } from '../../src/protocol/routes.ts';
import { LiveFrame } from '../../src/protocol/sync.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import recorded from './recorded.json' with { type: 'json' };

/** Everything on the wire, as JSON Schema: routes, and what is signed. */
function wire(): unknown {
  const schema = (type?: z.ZodMiniType) => (type ? z.toJSONSchema(type, { io: 'input' }) : null);
  const routes = Object.entries(ROUTES)
    .sort()
    .map(([name, row]) => {
      const { method, path, who, status, query, body, answer }: Route = row;
      return {
        name,
        method,
        path,
        who,
        status,
        query: schema(query),
        body: schema(body),
        answer: schema(answer),
      };
    });
  return JSON.parse(
    JSON.stringify({ routes, signed: [Decision, ClearanceClaims, LiveFrame].map(schema) }),
  );
}

it('a change on the wire changes the version', () => {
  const hash = createHash('sha256').update(canonical(wire())).digest('hex');
  expect(
    { version: PROTOCOL_VERSION, hash },
    'The JSON schemas of the protocol changed. If clients that are already out still understand it, keep ' +
      'PROTOCOL_VERSION; otherwise raise it in src/protocol/version.ts. In both cases write the received ' +
      'version and hash into test/protocol/recorded.json, and say in CHANGELOG.md what changed.',
  ).toEqual(recorded);
});
