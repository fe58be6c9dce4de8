import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonical } from '../../../src/core/digest/canonical.ts';
import { sha256 } from '../../../src/gate/audit/chain.ts';
import { exportLines } from '../../../src/gate/audit/export.ts';
import { sealWorkspace } from '../../../src/gate/audit/seal.ts';
import { verifyExport } from '../../../src/gate/audit/verify.ts';
import { Attested } from '../../../src/protocol/audit.ts';
import { withClient } from '../../support/pg-as.ts';
import { forge, type Line, linesOf, type Row, textOf } from '../audit/record.ts';
import { Device, decision, proposal, signed, submit } from '../http/harness.ts';
import {
  erase,
  holds,
  linked,
  messageOf,
  pressBody,
  SECRET,
  type Stage,
  send,
  stage,
  valueFor,
} from './stage.ts';

/* What an auditor is told of a decision by Slack: no more than what is true. */

let at: Stage;
let text: string;
let lines: Line[];
beforeAll(async () => {
  at = await stage();
  await linked(at);
  for (const userId of ['U0ANA', 'U0ANA']) {
    const { id } = await submit(at.gate, at.acme, proposal());
    const value = valueFor(await messageOf(at, holds(id)));
    await send(at, pressBody({ action: 'approve', value, userId }));
  }
  const rep = await Device.paired(at.gate, at.acme.workspaceId);
  const own = await submit(at.gate, at.acme, proposal());
  await rep.decide([await signed(rep, await decision(at.acme, own))]);
  text = await exported();
  lines = linesOf(text);
});
afterAll(() => at.close());

async function exported(): Promise<string> {
  const { store, keys } = at.gate;
  await sealWorkspace({ store, keys }, { workspaceId: at.acme.workspaceId, signNow: true });
  const deps = { audit: store.audit, keys, now: () => Date.now() };
  return textOf(exportLines(deps, at.acme.workspaceId));
}

async function verdict(file: string, slackSecrets: string[] = []) {
  async function* bytes() {
    yield Buffer.from(file);
  }
  const said: string[] = [];
  const found = await verifyExport(bytes(), {
    slackSecrets,
    onFinding: ({ what }) => said.push(what),
  });
  return { ...found, said };
}

const isBySlack = (line: Line): line is Row => line.type === 'row' && line.attested !== undefined;
const forged = (change: (line: Row) => Line) =>
  forge(
    at.gate.keys,
    lines.map((line) => (isBySlack(line) ? change(line) : line)),
  );

it('counts it as attested by Slack and not as signed by a device', async () => {
  expect(await verdict(text)).toMatchObject({ findings: 0, attested: 2, signatures: 1 });
  expect(await verdict(text, [SECRET])).toMatchObject({ findings: 0, attested: 2 });
  const row = lines.find(isBySlack);
  expect(row?.row.data).toMatchObject({ channel: 'slack', reviewer: expect.any(String) });
  expect(row?.row.data).not.toHaveProperty('device');
  expect(row?.decision).toBeUndefined();
});

it('with Slack’s secret it is seen when the bytes are not what Slack signed', async () => {
  expect((await verdict(text, ['f'.repeat(32)])).said).toContain(
    'the request was not signed with Slack’s secret',
  );
  const other = await forged((line) =>
    withRequest(line, (request) => ({ ...request, signature: 'v0=00' })),
  );
  expect((await verdict(other)).findings).toBe(0);
  expect((await verdict(other, [SECRET])).said).toContain(
    'the request was not signed with Slack’s secret',
  );
});

/** The line with another attestation that its row's digest fits, as only the gate's operator could make it. */
function attesting(line: Row, attested: Attested): Line {
  const text = canonical(attested);
  return {
    ...line,
    attested: text,
    row: { ...line.row, data: { ...(line.row.data as object), attested: sha256(text) } },
  };
}
const readAttested = (line: Row): Attested => Attested.parse(JSON.parse(line.attested ?? ''));
const withRequest = (line: Row, change: (request: Attested['request']) => Attested['request']) => {
  const attested = readAttested(line);
  return attesting(line, { ...attested, request: change(attested.request) });
};

it.each<[string, (line: Row) => Line, string]>([
  [
    'another account',
    (line) =>
      attesting(line, { ...readAttested(line), account: '01890000-0000-7000-8000-000000000000' }),
    'was never linked',
  ],
  [
    'another person',
    (line) => ({
      ...line,
      row: { ...line.row, data: { ...(line.row.data as object), reviewer: 'x' } },
    }),
    'booked on another person',
  ],
  [
    'another content',
    (line) => {
      const attested = readAttested(line);
      const contentDigest = 'a'.repeat(64);
      return attesting(line, { ...attested, decision: { ...attested.decision, contentDigest } });
    },
    'something else than the row says',
  ],
  [
    'another press',
    (line) => withRequest(line, (request) => ({ ...request, body: 'payload=%7B%7D' })),
    'is about something else',
  ],
  [
    'another user',
    (line) =>
      withRequest(line, (request) => ({
        ...request,
        body: request.body.replaceAll('U0ANA', 'U0EVE'),
      })),
    'is another user’s',
  ],
  [
    'a changed byte',
    (line) => ({ ...line, attested: `${line.attested} ` }),
    'not what was recorded',
  ],
  [
    'none',
    ({ attested: _gone, ...line }) => line,
    'is missing, and nothing says that it was erased',
  ],
  [
    'a signature beside it',
    (line) => ({ ...line, decision: 'a.b.c' }),
    'a signature with a decision that Slack attests',
  ],
])('%s under the decision is found, whoever has the gate’s keys', async (_, change, words) => {
  const { said } = await verdict(await forged(change));
  expect(
    said.some((each) => each.includes(words)),
    said.join('\n'),
  ).toBe(true);
});

it('is found when the account was not linked any more, and stays valid when it ended afterwards', async () => {
  const { workspaceId } = at.acme;
  const [account] = await at.gate.store.slack.accounts(workspaceId);
  const reviewerId = account?.reviewer.id ?? '';
  await at.gate.store.slack.unlink({ workspaceId, reviewerId, by: 'cli' });
  const later = await exported();
  expect(await verdict(later)).toMatchObject({ findings: 0, attested: 2 });
  const all = linesOf(later);
  const ended = all.find(
    (line) =>
      line.type === 'row' && line.row.subject === 'slack-account' && line.row.became === 'revoked',
  );
  const first = all.findIndex(isBySlack);
  if (!ended) throw new Error('no such row');
  const moved = all.filter((line) => line !== ended);
  moved.splice(first, 0, ended);
  const { said } = await verdict(await forge(at.gate.keys, moved));
  expect(said).toContain('the Slack account that decided was not linked any more');
});

it('what was erased is on record as erased, and its absence is no fault', async () => {
  const { workspaceId } = at.acme;
  await erase(at, 'ana@buyer.example');
  const after = await verdict(await exported());
  expect(after).toMatchObject({ findings: 0, attested: 0 });
  expect(after.erased).toBeGreaterThanOrEqual(2);
  const left = await withClient({ url: at.database.adminUrl }, (client) =>
    client.query('select 1 from slack_attestations where workspace_id = $1', [workspaceId]),
  );
  expect(left.rowCount).toBe(0);
});
