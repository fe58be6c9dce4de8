import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../../src/core/digest/canonical.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { ClearanceClaims } from '../../../src/core/schema/clearance.ts';
import { Content } from '../../../src/core/schema/content.ts';
import { KINDS, type Kind } from '../../../src/core/schema/kind.ts';
import { runDispatch } from '../../../src/gate/dispatch/dispatcher.ts';
import type {
  ClearanceKeys,
  DispatchWork,
  GateExecutor,
  Store,
} from '../../../src/gate/dispatch/ports.ts';
import { type JsonSchema, openApi } from '../../../src/gate/http/openapi.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { CLEARANCE_TYP } from '../../../src/protocol/clearances.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { testKeys } from '../dispatch/keys.ts';
import { approved, MAILBOX, type Scene, scene } from '../store/scene.ts';
import { arbitraryOf } from './from-schema.ts';

let database: TestDatabase;
let store: Store;
let at: Scene;
let keys: ClearanceKeys;
let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url, { connections: 4 });
  sql = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  // Past every trigger, as nobody but a superuser can: what is tried is what the gate sees then.
  sql.on('connect', (client) => {
    client.query('set session_replication_role = replica').catch(() => undefined);
  });
  keys = await testKeys();
  at = await scene(store);
});
afterAll(async () => {
  await store.close();
  await sql.end();
  await database.drop();
});

const { schemas } = openApi('https://gate.example').components;
const known = (pattern: string): readonly string[] => {
  if (pattern.includes('@')) return ['ana@buyer.example', 'bob@other.example'];
  return pattern.includes('T\\d{2}') ? ['2030-01-01T00:00:00Z', '2031-12-31T23:59:59Z'] : [];
};

/** Any content of this kind that an agent may propose. */
function contents(kind: Kind): fc.Arbitrary<Content> {
  const either = (schemas.Content?.oneOf ?? schemas.Content?.anyOf) as JsonSchema[];
  const own = either
    .map((each) =>
      typeof each.$ref === 'string' ? (schemas[each.$ref.split('/').at(-1) ?? ''] ?? each) : each,
    )
    .find(({ properties }) => (properties as { kind?: { const?: string } }).kind?.const === kind);
  if (!own) throw new Error(`${kind} is not in the document`);
  return arbitraryOf(own, schemas, known)
    .map((value) => Content.safeParse(JSON.parse(JSON.stringify(value))))
    .filter(({ success }) => success)
    .map(({ data }) => reviewable(data));
}

/** The same in a mailbox that the scene's person reviews. */
function reviewable(content: Content | undefined): Content {
  if (!content) throw new Error('what was filtered has a content');
  if (content.kind === 'meeting.schedule') return { ...content, calendar: MAILBOX };
  if (content.kind !== 'email.draft') return content;
  // Bytes are covered by their digest, which `intake` compares; here are none to send.
  const attachments = content.attachments.map(({ content: _bytes, ...rest }) => rest);
  return { ...content, delivery: 'gate', from: { ...content.from, email: MAILBOX }, attachments };
}

/** Every place in a value, the value itself left out. */
function placesIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return at.length > 0 ? [at] : [];
  const inner = Object.entries(value).flatMap(([key, each]) => placesIn(each, [...at, key]));
  return at.length > 0 ? [at, ...inner] : inner;
}

/** Another value than the one that is there, of its own type where it has one. */
function another(value: unknown): unknown {
  if (typeof value === 'string')
    return `${[...value].slice(0, -1).join('')}${value.endsWith('~') ? '!' : '~'}`;
  if (typeof value === 'number') return value === 0 ? 1 : -value;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.length > 0 ? value.slice(1) : [null];
  if (value === null) return '';
  return { ...(value as object), extra: true };
}

function changed(value: unknown, path: readonly string[], how: 'set' | 'drop' | 'add'): unknown {
  const copy = structuredClone(value);
  let parent = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (how === 'set') parent[last] = another(parent[last]);
  else if (Array.isArray(parent))
    parent.splice(Number(last), how === 'drop' ? 1 : 0, ...(how === 'add' ? [parent[0]] : []));
  else if (how === 'drop') delete parent[last];
  else parent[`${last}2`] = parent[last];
  return copy;
}

const executorFor = (kind: Kind): GateExecutor['name'] =>
  kind === 'email.draft' ? 'gate:smtp' : 'gate:webhook';

/** An approved proposal, and what runs its dispatch with an executor that keeps what it was given. */
async function stage(content: Content) {
  const executor = executorFor(content.kind);
  const sign = (claims: ClearanceClaims) => keys.sign(claims);
  const made = await approved(at, { content, executor, sign });
  if (made.answer.status !== 'accepted') throw new Error(JSON.stringify(made.answer));
  const { workspaceId } = at;
  const dispatchId = made.clearance.dispatchId ?? '';
  const ran: DispatchWork[] = [];
  const execute = async (work: DispatchWork, handOver: () => Promise<void>) => {
    ran.push(work);
    await handOver();
    return { externalRef: 'sent' };
  };
  const options = {
    store,
    keys,
    executors: [{ name: executor, kinds: [...KINDS], idempotent: [], execute }],
    jobs: { start: async () => undefined, stop: async () => undefined },
    instance: randomUUID(),
    deliver: async () => ({ status: 204 }),
    log: { info: () => undefined, warn: () => undefined },
  };
  return {
    ...made,
    ran,
    async run() {
      await runDispatch(options, { workspaceId, dispatchId });
      const { proposalId } = made;
      const [dispatch] = await store.dispatches.list({ workspaceId, proposalId, limit: 1 });
      return dispatch?.state;
    },
  };
}

const TAMPER = 'update revisions set content = $3 where workspace_id = $1 and proposal_id = $2';

it('no row holds another content than the one that was digested, whoever writes it', async () => {
  for (const kind of KINDS) {
    const [content] = fc.sample(contents(kind), 1);
    if (!content) throw new Error('no content');
    const { proposalId } = await stage(content);
    for (const path of placesIn(content)) {
      const other = canonical(changed(content, path, 'set'));
      const tampering = sql.query(TAMPER, [at.workspaceId, proposalId, other]);
      await expect(tampering, `${kind} ${path}`).rejects.toMatchObject({ code: '23514' });
    }
  }
});

describe('a change of any single field of what was approved', () => {
  // So that the next lock is tried by itself.
  beforeAll(async () => {
    const { rows } = await sql.query<{ name: string }>(
      `select conname as name from pg_constraint
       where conrelid = 'revisions'::regclass and contype = 'c' and pg_get_constraintdef(oid) ~ 'content_digest'`,
    );
    expect(rows).toHaveLength(1);
    for (const { name } of rows) await sql.query(`alter table revisions drop constraint ${name}`);
  });

  it.each(KINDS)('of a %s is refused at redemption and at dispatch', async (kind) => {
    let tried = 0;
    const property = fc.asyncProperty(
      contents(kind),
      fc.nat(),
      fc.constantFrom('set' as const, 'drop' as const, 'add' as const),
      async (content, pick, how) => {
        const places = placesIn(content);
        const other = changed(content, places[pick % places.length] ?? [], how);
        fc.pre(canonical(other) !== canonical(content));
        tried += 1;
        const { ran, run, proposalId, clearance } = await stage(content);
        const digest = await contentDigest(other as Content).catch(() => 'f'.repeat(64));
        await expect(
          store.clearances.redeem({
            workspaceId: at.workspaceId,
            clearanceId: clearance.id,
            executor: executorFor(kind),
            contentDigest: digest,
            claimedBy: randomUUID(),
          }),
        ).rejects.toMatchObject({ code: 'digest-mismatch' });
        await sql.query(TAMPER, [at.workspaceId, proposalId, canonical(other)]);
        expect(await run()).toBe('refused');
        expect(ran).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 15, endOnFailure: true });
    expect(tried).toBeGreaterThan(10);
    // It is the change that was refused: as it was approved, it leaves, and just so.
    const [content] = fc.sample(contents(kind), 1);
    if (!content) throw new Error('no content');
    const { ran, run } = await stage(content);
    expect(await run()).toBe('executed');
    expect(ran.map((work) => work.content)).toEqual([content]);
  });

  it.each([
    ...['null', '[]', '"Hello"', '{}', '{"kind":"email.draft"}'],
    ...['null', '{}', '[null]', '[{"sha256":null}]'].map(
      (attachments) => `{"attachments":${attachments},"kind":"email.draft"}`,
    ),
  ])('and so is %s, which is no content at all', async (text) => {
    const [content] = fc.sample(contents('email.draft'), 1);
    if (!content) throw new Error('no content');
    const { ran, run, proposalId } = await stage(content);
    await sql.query(TAMPER, [at.workspaceId, proposalId, text]);
    expect(await run()).toBe('refused');
    expect(ran).toEqual([]);
  });
});

const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a change of any single claim of a clearance', () => {
  const mail: Content = {
    kind: 'email.draft',
    delivery: 'gate',
    from: { email: 'ana@seller.example' },
    to: [{ email: 'bob@buyer.example' }],
    cc: [],
    bcc: [],
    subject: 'Hello',
    body: '<p>Hello</p>',
    attachments: [],
  };
  const CLAIMS = [
    ...['iss', 'jti', 'sub', 'aud', 'iat', 'exp', 'workspace', 'workflow', 'revision'],
    ...['contentDigest', 'policyVersion', 'decision'],
  ] as const;
  /** The claims that the dispatch itself knows: not even our own key may sign another for it. */
  const KNOWN = ['jti', 'sub', 'aud', 'workspace', 'workflow', 'contentDigest'];

  it.each(CLAIMS)('%s: altered, or signed again by another key, is refused', async (claim) => {
    const { privateKey: stranger } = await generateKeyPair('ES256');
    const header = { alg: 'ES256', typ: CLEARANCE_TYP };
    const by = (claims: object) =>
      new SignJWT({ ...claims }).setProtectedHeader(header).sign(stranger);
    const forge = async (jws: string): Promise<string[]> => {
      const [head, payload, signature] = jws.split('.');
      const claims = decoded(payload) as Record<string, unknown>;
      expect(Object.keys(claims)).toContain(claim);
      const others = [another(claims[claim]), randomUUID(), null];
      const altered = others.map((value) => ({ ...claims, [claim]: value }));
      const { [claim]: _left, ...without } = claims;
      return [
        ...[...altered, without].map((each) => `${head}.${encoded(each)}.${signature}`),
        ...[...altered, without].map((each) => `${encoded({ alg: 'none' })}.${encoded(each)}.`),
        ...(await Promise.all([...altered, without, claims].map(by))),
        ...(KNOWN.includes(claim)
          ? await Promise.all(altered.slice(0, 2).map((each) => keys.sign(each as never)))
          : []),
      ];
    };
    const first = await stage(mail);
    const count = (await forge(await jwsOf(first.clearance.id))).length;
    for (let n = 0; n < count; n += 1) {
      const { ran, run, clearance } = await stage(mail);
      const jws = (await forge(await jwsOf(clearance.id)))[n];
      await sql.query('update clearances set jws = $2 where id = $1', [clearance.id, jws]);
      expect(await run(), jws).toBe('refused');
      expect(ran).toEqual([]);
    }
    expect(await first.run()).toBe('executed');
  });

  async function jwsOf(id: string): Promise<string> {
    const { rows } = await sql.query<{ jws: string }>('select jws from clearances where id = $1', [
      id,
    ]);
    return rows[0]?.jws ?? '';
  }
});
