import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../../src/core/digest/canonical.ts';
import { sha256 } from '../../../src/gate/audit/chain.ts';
import { sealWorkspace } from '../../../src/gate/audit/seal.ts';
import { createGateKeys } from '../../../src/gate/keys/gate-keys.ts';
import { newKeySet } from '../../../src/gate/keys/key-set.ts';
import {
  Device,
  decision,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';
import {
  fileOf,
  forge,
  type Line,
  linesOf,
  type Row,
  rechain,
  textOf,
  verdictOf,
} from './record.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
let other: Device;
let text: string;
let lines: Line[];
let heads: string[];
let trusted: readonly unknown[];
/** the payload that `rep` signed first */
let payload: Awaited<ReturnType<typeof decision>>;

const seal = () =>
  sealWorkspace(
    { store: gate.store, keys: gate.keys },
    { workspaceId: acme.workspaceId, signNow: true },
  );
const exported = () => textOf(gate.deps.audit.lines(acme.workspaceId));

beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
  other = await Device.paired(gate, acme.workspaceId);
  const first = await submit(gate, acme);
  payload = await decision(acme, first);
  await rep.decide([await signed(rep, payload)]);
  await seal();
  const second = await submit(gate, acme);
  const reject = await decision(acme, second, {
    action: 'reject',
    reason: { code: 'tone', note: 'Zu förmlich – “so nicht” 🙂' },
  });
  expect((await other.decide([await signed(other, reject)]))[0]?.status).toBe('accepted');
  // A second decision on one revision is on record as the conflict that it was.
  const late = await decision(acme, second);
  expect((await rep.decide([await signed(rep, late)]))[0]?.status).toBe('conflict');
  await gate.store.workflows.setWorkflowState({
    ...{ workspaceId: acme.workspaceId, id: 'outbound', state: 'paused' },
    ...{ reason: 'Ms Miller complained', by: 'someone' },
  });
  await seal();
  await submit(gate, acme);
  text = await exported();
  lines = linesOf(text);
  heads = lines.flatMap((line) => (line.type === 'checkpoint' ? [line.jws] : []));
  trusted = (await gate.keys.jwks()).keys;
});
afterAll(() => gate.close());

const rowsOf = (list: readonly Line[]): Row[] => list.filter((line) => line.type === 'row');
const isDecision = (line: Line): line is Row =>
  line.type === 'row' && line.row.subject === 'decision' && line.row.was === null;
const swap = <T>(list: readonly T[], a: number, b: number): T[] => {
  const copy = [...list];
  [copy[a], copy[b]] = [list[b] as T, list[a] as T];
  return copy;
};

describe('a true record', () => {
  it('is valid, with its signatures, heads and unsealed tail', async () => {
    const verdict = await verdictOf(text, { keys: trusted, heads });
    expect(verdict.said).toEqual([]);
    expect(verdict).toMatchObject({ findings: 0, signatures: 3, checkpoints: 2, unknownKeys: 0 });
    expect(verdict.unsealed).toBeGreaterThan(0);
    expect(verdict.selfAsserted).toBe(false);
    expect((await verdictOf(text)).selfAsserted).toBe(true);
  });

  it('is read alike in pieces of any size', async () => {
    for (const size of [1, 7, 100_000]) expect((await verdictOf(text, {}, size)).findings).toBe(0);
  });

  it('names nobody in its chain: only ids, roles and digests', () => {
    const chained = rowsOf(lines)
      .map((line) => canonical(line.row))
      .join('\n');
    expect(chained).not.toMatch(/@|Rae Rep|Miller|Laptop/);
    expect(text).toContain('Ms Miller complained');
  });
});

describe('without the keys, nothing can be changed', () => {
  it('no byte', async () => {
    const bytes = Buffer.from(text);
    const flipped = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flipped, async ([at, bits]) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ bits;
        expect((await verdictOf(copy, { keys: trusted })).findings).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('no byte of the closing line, whose own signature has spare bits', async () => {
    const bytes = Buffer.from(text);
    const start = text.trimEnd().length - 100;
    expect(bytes.length).toBeGreaterThan(start);
    for (let at = bytes.length - 100; at < bytes.length; at += 1)
      for (const bits of [1, 2, 32]) {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ bits;
        expect((await verdictOf(copy, { keys: trusted })).findings, `${at} ^ ${bits}`).not.toBe(0);
      }
  });

  it('no row is dropped', async () => {
    for (const row of rowsOf(lines)) {
      const without = lines.filter((line) => line !== row);
      const { list } = await verdictOf(fileOf(without), { keys: trusted });
      const last = row.seq === rowsOf(lines).length;
      if (!last)
        expect(list).toContainEqual({
          line: expect.any(Number),
          seq: row.seq + 1,
          what: `rows ${row.seq} to ${row.seq} are missing before it`,
        });
      expect(list.map(({ what }) => what)).toContainEqual(expect.stringMatching(/was signed/));
      expect((await verdictOf(fileOf(rechain(without)), { keys: trusted })).findings).not.toBe(0);
    }
  });

  it('no two rows are swapped', async () => {
    const at = lines.findIndex((line) => line.type === 'row' && line.seq === 4);
    const { said } = await verdictOf(fileOf(swap(lines, at, at + 1)), { keys: trusted });
    expect(said).toContain('out of order, or there twice');
    const fitted = rechain(swap(lines, at, at + 1));
    expect((await verdictOf(fileOf(fitted), { keys: trusted })).said).toContain(
      'the checkpoint is of another chain or place',
    );
  });

  it('no row is appended, sealed or not, nor after the end', async () => {
    const last = rowsOf(lines).at(-1) as Row;
    const tail = lines.findIndex((line) => line.type === 'unsealed');
    const more: Row = { ...last, row: { ...last.row, id: '999', became: 'executed' } };
    for (const added of [more, { type: 'unsealed', row: more.row } as const]) {
      const longer = rechain([...lines.slice(0, tail), added, ...lines.slice(tail)]);
      const { said } = await verdictOf(fileOf(longer), { keys: trusted });
      expect(said).toContainEqual(expect.stringMatching(/something was added/));
    }
    expect((await verdictOf(`${text}${fileOf([more])}`)).said).toContain(
      'comes after the closing line',
    );
  });

  it('no row is changed, also when its hash is made to fit', async () => {
    const changed = lines.map((line) =>
      line.type === 'row' && line.row.subject === 'clearance'
        ? { ...line, row: { ...line.row, actor: 'reviewer:another' } }
        : line,
    );
    const { list } = await verdictOf(fileOf(changed), { keys: trusted });
    expect(list[0]).toMatchObject({ what: 'was changed: its hash is that of another row' });
    expect(list[0]?.seq).toBeGreaterThan(1);
    expect((await verdictOf(fileOf(rechain(changed)), { keys: trusted })).findings).not.toBe(0);
  });

  it('the end is not cut off, at no line and in none', async () => {
    for (let count = 0; count < lines.length; count += 1) {
      const { said } = await verdictOf(fileOf(lines.slice(0, count)), { keys: trusted });
      expect(said, `${count} lines`).toContainEqual(expect.stringMatching(/cut off|empty|header/));
    }
    expect((await verdictOf(text.slice(0, -1))).said).toContain(
      'the file ends in the middle of a line',
    );
    expect((await verdictOf('')).said).toContain('the file is empty');
  });

  it('a head or file that other keys signed is not the gate’s', async () => {
    const foreign = await createGateKeys({ issuer: gate.keys.issuer, set: await newKeySet() });
    const { said } = await verdictOf(await forge(foreign, lines), { keys: trusted });
    expect(said).toContain(
      'the closing line is signed with a key that is not among those to trust',
    );
    const [head = ''] = heads;
    const spoilt = `${head.slice(0, -6)}AAAAAA`;
    const swapped = lines.map((line) =>
      line.type === 'checkpoint' && line.jws === head ? { ...line, jws: spoilt } : line,
    );
    expect((await verdictOf(fileOf(swapped), { keys: trusted })).said).toContain(
      'the checkpoint’s signature is bad',
    );
  });
});

describe('with the keys, reviewers’ signatures and devices’ heads show it', () => {
  const forged = (change: (line: Row) => Line) =>
    forge(
      gate.keys,
      lines.map((line) => (line.type === 'row' ? change(line) : line)),
    );
  const signedBy = async (device: Device, change: object = {}) =>
    device.sign(canonical({ ...payload, ...change }));
  const withSignature = (line: Row, jws: string): Line =>
    isDecision(line) && line.row.subjectId === payload.id
      ? {
          ...line,
          decision: jws,
          row: { ...line.row, data: { ...(line.row.data as object), jws: sha256(jws) } },
        }
      : line;

  it('the forger’s own file is whole but for what follows', async () => {
    expect((await verdictOf(await forged((line) => line), { keys: trusted })).said).toEqual([]);
  });

  it('a decision with another’s signature', async () => {
    const jws = await signedBy(other);
    const { said } = await verdictOf(await forged((line) => withSignature(line, jws)), {
      keys: trusted,
    });
    expect(said).toEqual(['the decision was not signed by the device that it names']);
  });

  it('another’s signature under the right name of the key', async () => {
    const jws = await other.sign(canonical(payload), { kid: rep.jkt });
    const { said } = await verdictOf(await forged((line) => withSignature(line, jws)));
    expect(said).toEqual(['the decision was not signed by the device that it names']);
  });

  it('a signature of the right device on something else', async () => {
    for (const change of [
      { action: 'reject', reason: { code: 'tone' } },
      { revision: 2 },
      { proposalId: acme.workspaceId },
      { contentDigest: '0'.repeat(64) },
      { workspaceId: payload.proposalId },
      { id: payload.proposalId },
    ]) {
      const jws = await signedBy(rep, change);
      const { said } = await verdictOf(await forged((line) => withSignature(line, jws)));
      expect(said, JSON.stringify(change)).toEqual([
        'the reviewer signed something else than the row says',
      ]);
    }
  });

  it('a signature that was taken out, or exchanged past the row', async () => {
    const jws = await signedBy(rep);
    const bare = await forged((line) => {
      const { decision: _gone, ...rest } = line;
      return isDecision(line) ? rest : line;
    });
    expect((await verdictOf(bare)).said).toContainEqual(
      expect.stringMatching(/signature of decision/),
    );
    const exchanged = await forged((line) =>
      isDecision(line) && line.row.subjectId === payload.id ? { ...line, decision: jws } : line,
    );
    expect((await verdictOf(exchanged)).said).toEqual([
      'the decision’s signature is not the one that was recorded',
    ]);
  });

  it('a device’s key that was exchanged', async () => {
    const file = await forged((line) => (line.jwk ? { ...line, jwk: { ...other.jwk } } : line));
    expect((await verdictOf(file)).said).toContain(
      'the public key is not the one that was enrolled',
    );
  });

  it('a decision booked on somebody else', async () => {
    const file = await forged((line) =>
      isDecision(line)
        ? { ...line, row: { ...line.row, data: { ...(line.row.data as object), reviewer: 'x' } } }
        : line,
    );
    expect((await verdictOf(file)).said).toContain(
      'the decision is booked on another person than its device',
    );
  });

  it('a rewritten history, by a head that a device holds', async () => {
    const pause = lines.filter(
      (line) =>
        line.type === 'row' && line.row.subject === 'workflow' && line.row.was === 'running',
    );
    expect(pause).toHaveLength(1);
    const file = await forge(
      gate.keys,
      lines.filter((line) => !pause.includes(line)),
    );
    expect((await verdictOf(file, { keys: trusted })).said).toEqual([]);
    const { said } = await verdictOf(file, { keys: trusted, heads: heads.slice(-1) });
    expect(said).toContainEqual(expect.stringMatching(/a device holds/));
    const cut = await forge(gate.keys, lines.slice(0, 5));
    expect((await verdictOf(cut, { keys: trusted, heads })).said).toContainEqual(
      expect.stringMatching(/which this chain does not have/),
    );
    expect((await verdictOf(text, { keys: trusted, heads: ['a.b.c'] })).said).toContainEqual(
      expect.stringMatching(/is not one that these keys signed/),
    );
  });

  it('what a row hides, shown as something else, or taken out without a word', async () => {
    const shown = await forged((line) =>
      line.opening ? { ...line, opening: { ...line.opening, text: '{"name": "Bob"}' } } : line,
    );
    expect((await verdictOf(shown)).said).toContainEqual(
      expect.stringMatching(/not the one that was/),
    );
    const hidden = await forged(({ opening: _gone, ...line }) => line);
    expect((await verdictOf(hidden)).said).toContainEqual(expect.stringMatching(/was forgotten/));
  });
});

// Last, since it writes more rows.
it('stays valid when a person is forgotten, and says so', async () => {
  const reviewer = rowsOf(lines).find(({ row }) => row.subject === 'reviewer')?.row.subjectId ?? '';
  const gone = await gate.store.audit.forget({
    ...{ workspaceId: acme.workspaceId, actor: 'cli', subject: 'reviewer', subjectId: reviewer },
  });
  expect(gone).toBe(1);
  await seal();
  const verdict = await verdictOf(await exported(), { keys: trusted, heads });
  expect(verdict).toMatchObject({ findings: 0, forgotten: 1, unsealed: 0 });
});
