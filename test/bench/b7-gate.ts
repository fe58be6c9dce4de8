import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeDigest, tailDigest } from '../../src/core/digest/compose.ts';
import { readingOf } from '../../src/core/digest/match.ts';
import type { ProposalInput, ReviewItem } from '../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY } from '../../src/core/schema/workflow.ts';
import { enrol } from '../../src/demo/world/enrol.ts';
import { startEmbedded } from '../../src/gate/store/embedded/index.ts';
import { sightOf } from '../support/pg-sight.ts';
import { Reviewer } from '../support/reviewer.ts';
import { startGates } from './b7-gates.ts';
import { functionTimes } from './b7-profile.ts';
import { openRaw, type Raw, timed } from './b7-raw.ts';
import { quantile, type Row, row } from './row.ts';

/** Clients that call side by side; each piece of work is one HTTP request over loopback. */
const AT_ONCE = 8;
const PROCESSES = [1, 4];
const ROUNDS = 3;
const A_ROUND = 150;
/** Of a round's decisions, those sent one a request. */
const SINGLY = 50;
/** Decisions in one request, as the extension's outbox sends them when some have gathered. */
const A_BATCH = 25;
/** Uncounted rounds: both sides compile what they run, and plan their statements. */
const WARM_UP = 2;
const GOAL = 0.5;
const MAILBOX = 'rep@seller.example';

type Kind = 'proposals' | 'decisions' | 'batches' | 'redemptions';
const KINDS: readonly Kind[] = ['proposals', 'decisions', 'batches', 'redemptions'];
const WORK: Record<Kind, string> = {
  proposals: 'proposals in: checked, routed, stored',
  decisions: 'decisions, one a request: DPoP and signature checked, clearance signed',
  batches: `decisions, ${A_BATCH} a request, as the outbox sends them; a transaction each`,
  redemptions: 'redemptions of clearances',
};

type Samples = { rates: number[]; each: number[] };
const noSamples = (): Record<Kind, Samples> => ({
  proposals: { rates: [], each: [] },
  decisions: { rates: [], each: [] },
  batches: { rates: [], each: [] },
  redemptions: { rates: [], each: [] },
});

/** B7: one gate process and four beside the same rows written with `pg`, one commit each in both. */
export async function b7(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of PROCESSES) rows.push(...(await withGates(count)));
  return rows;
}

async function withGates(count: number): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-b7-'));
  await chmod(dataDir, 0o755);
  const server = await startEmbedded(join(dataDir, 'postgres'), () => undefined);
  const gates = await startGates(dataDir, count);
  const raw = await openRaw(sightOf(server), AT_ONCE);
  const times = await functionTimes(sightOf(server));
  try {
    let turn = 0;
    const bench = await prepare(dataDir, gates.publicUrl, (url) =>
      url.replace(gates.publicUrl, gates.urls[turn++ % count] ?? ''),
    );
    const [ours, peers] = [noSamples(), noSamples()];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      if (round === WARM_UP) await times.begin();
      const measured = await oneRound(bench, raw, round);
      if (round < WARM_UP) continue;
      for (const kind of KINDS) {
        for (const [into, from] of [
          [ours, measured.gate],
          [peers, measured.raw],
        ] as const) {
          into[kind].rates.push((from[kind].items / from[kind].ms) * 1000);
          into[kind].each.push(...from[kind].each);
        }
      }
    }
    await times.print();
    return KINDS.map((kind) => rowOf({ kind, count, ours: ours[kind], peers: peers[kind] }));
  } finally {
    await raw.close();
    await times.close();
    // The gates let go last: who does stops the server, and waits for it.
    await server.stop();
    await gates.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function rowOf(of: { kind: Kind; count: number; ours: Samples; peers: Samples }): Row {
  const { kind, count, ours, peers } = of;
  const processes = count === 1 ? 'one gate process' : `${count} gate processes in turn`;
  const spread = ({ each }: Samples) =>
    `p50 ${quantile(each, 0.5).toFixed(1)} ms, p99 ${quantile(each, 0.99).toFixed(1)} ms`;
  return row({
    row: 'B7',
    work: `${WORK[kind]}; ${AT_ONCE} clients, ${processes} (a request ${spread(ours)}); beside it pg alone, prepared, ${AT_ONCE} at once, the same rows (audit too), indexes and checks, no triggers or foreign keys, a commit each (${spread(peers)})`,
    samples: ours.rates,
    unit: `${kind === 'batches' ? 'decisions' : kind}/s`,
    limit: quantile(peers.rates, 0.5),
    goal: `≥ ${GOAL} of raw`,
    met: (value, limit) => value >= GOAL * limit,
  });
}

type Route = (url: string) => string;
type Bench = { url: string; key: string; reviewer: Reviewer; route: Route };

async function prepare(dataDir: string, url: string, route: Route): Promise<Bench> {
  const admin = await enrol({
    dataDir,
    workspace: 'Bench',
    workflows: [
      {
        id: 'outbound',
        name: 'Outbound mail',
        pattern: 'pre-approval',
        owner: 'boss@seller.example',
        kinds: ['email.draft'],
        policy: DEFAULT_POLICY,
      },
    ],
  });
  try {
    const code = await admin.pairingCode({ name: 'Rae Rep', email: MAILBOX });
    const reviewer = await Reviewer.pair(url, code);
    reviewer.route = route;
    return { url, key: await admin.agentKey('Writer'), reviewer, route };
  } finally {
    await admin.close();
  }
}

type Timed = Record<Kind, { each: number[]; ms: number; items: number }>;

/** The gate's three kinds of work on fresh proposals, and after each the same rows by the peer. */
async function oneRound(
  { url, key, reviewer, route }: Bench,
  raw: Raw,
  round: number,
): Promise<{ gate: Timed; raw: Timed }> {
  const bodies = Array.from({ length: A_ROUND }, (_, n) => JSON.stringify(mail(round, n)));
  const ids: string[] = [];
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const proposals = await timed(bodies, AT_ONCE, async (body) => {
    const answer = await fetch(route(`${url}/v1/proposals`), { method: 'POST', headers, body });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    ids.push(((await answer.json()) as { id: string }).id);
  });
  // Some are decided one a request, the others in batches.
  const singly = await send(reviewer, await callsOf(reviewer, ids.slice(0, SINGLY), 1));
  const batched = await send(reviewer, await callsOf(reviewer, ids.slice(SINGLY), A_BATCH));
  const fresh = new Set(ids);
  const cleared = (await itemsOf(reviewer)).filter(({ proposalId }) => fresh.has(proposalId));
  const redeems = await Promise.all(
    cleared.map(async ({ clearance, content }) => {
      if (!clearance || content.kind !== 'email.draft') throw new Error('a clearance is missing');
      const { id, contentDigest } = clearance;
      const body = { contentDigest, ...(await digestsOf(content)) };
      return { id, body, proof: await reviewer.proof('POST', `${url}/v1/clearances/${id}/redeem`) };
    }),
  );
  const redemptions = await timed(redeems, AT_ONCE, async ({ id, body, proof }) => {
    const answer = await reviewer.send('redeem', { id, body }, proof);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
  });
  const work = await raw.workOf(ids);
  const all = { items: ids.length };
  const run = async (list: typeof work.proposals) => ({
    ...(await raw.run(list, AT_ONCE)),
    items: list.length,
  });
  return {
    gate: {
      proposals: { ...proposals, ...all },
      decisions: { ...singly, items: SINGLY },
      batches: { ...batched, items: ids.length - SINGLY },
      redemptions: { ...redemptions, ...all },
    },
    raw: {
      proposals: await run(work.proposals),
      decisions: await run(work.decisions.slice(0, SINGLY)),
      batches: await run(work.decisions.slice(SINGLY)),
      redemptions: await run(work.redemptions),
    },
  };
}

type DecideCall = { body: { decisions: string[] }; proof: string };

/** Approvals of these proposals, signed beforehand, proofs too: what clients compute is not the gate's. */
async function callsOf(reviewer: Reviewer, ids: string[], size: number): Promise<DecideCall[]> {
  const wanted = new Set(ids);
  const items = (await itemsOf(reviewer)).filter(({ proposalId }) => wanted.has(proposalId));
  if (items.length !== ids.length) throw new Error('a proposal is missing in the feed');
  const signed = await Promise.all(items.map((item) => signedApproval(reviewer, item)));
  const calls: Promise<DecideCall>[] = [];
  for (let from = 0; from < signed.length; from += size) {
    const decisions = signed.slice(from, from + size);
    const proof = reviewer.proof('POST', `${reviewer.url}/v1/decisions`);
    calls.push(proof.then((made) => ({ body: { decisions }, proof: made })));
  }
  return Promise.all(calls);
}

const send = (reviewer: Reviewer, calls: DecideCall[]) =>
  timed(calls, AT_ONCE, async ({ body, proof }) => {
    const answer = await reviewer.send('decide', { body }, proof);
    const text = await answer.text();
    const accepted = text.split('"accepted"').length - 1;
    if (accepted !== body.decisions.length) throw new Error(`${answer.status} ${text}`);
  });

async function itemsOf(reviewer: Reviewer): Promise<ReviewItem[]> {
  const { entries } = await reviewer.syncAll();
  return entries.flatMap((entry) => (entry.op === 'upsert' ? [entry.item] : []));
}

type Mail = Extract<ReviewItem['content'], { kind: 'email.draft' }>;

async function digestsOf(content: Mail) {
  const reading = readingOf(content);
  return { composeDigest: await composeDigest(reading), tailDigest: await tailDigest(reading) };
}

async function signedApproval(reviewer: Reviewer, item: ReviewItem): Promise<string> {
  if (item.content.kind !== 'email.draft') throw new Error('only mails are proposed here');
  return reviewer.sign(await reviewer.decision(item, await digestsOf(item.content)));
}

/** A mail of ordinary length with a claim and its evidence. */
function mail(round: number, number: number): ProposalInput {
  const opening = `Thank you for the call on Thursday, case ${round}-${number}.`;
  const rest =
    'You asked how other teams of your size begin. They start with one workflow, one person who reviews, and two weeks of drafts; after that they know which of them can go out alone.';
  return {
    workflowId: 'outbound',
    externalId: `bench-${round}-${number}`,
    agent: { model: 'writer', modelVersion: '1' },
    content: {
      kind: 'email.draft',
      delivery: 'compose',
      from: { email: MAILBOX, name: 'Rae Rep' },
      to: [{ email: `ana-${number}@buyer.example`, name: 'Ana Buyer' }],
      cc: [],
      bcc: [],
      subject: `Your question from Thursday (${round}-${number})`,
      body: `<p>Hi Ana,</p><p>${opening}</p><p>${rest}</p><p>${rest}</p><p>Best,<br>Rae</p>`,
      attachments: [],
    },
    confidence: 0.9,
    reasoning: [{ text: 'They asked on the call and expect an answer this week.' }],
    claims: [
      {
        id: 'c1',
        statement: 'There was a call on Thursday.',
        status: 'supported',
        evidence: [{ source: 'Calendar', quote: opening, observedAt: new Date().toISOString() }],
      },
    ],
    flags: [],
  };
}
