import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../../src/client/client.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { ProposalInput, ReviewItem } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { startSink } from '../../../src/demo/mailbox/sink.ts';
import { enrol } from '../../../src/demo/world/enrol.ts';
import { freePort } from '../../../src/demo/world/gate.ts';
import { Reviewer } from '../../support/reviewer.ts';
import type { Evidence } from './check.ts';
import { rowsOf, settled } from './ledger.ts';
import { patiently } from './patience.ts';
import { type Random, random } from './random.ts';
import { startVictim, type Victim } from './victims.ts';

const MAILBOX = 'rep@seller.example';
const AT_ONCE = 4;
/** On average one kill for this many decisions, and one for this many mails at their arrival. */
const DECISIONS_PER_KILL = 8;
const MAILS_PER_KILL = 14;

/** Decides `decisions` proposals while gate and database are killed; tells all that came of it. */
export async function runChaos(options: { seed: number; decisions: number }): Promise<Evidence> {
  const chance = random(options.seed);
  const surprises: string[] = [];
  const surprised = (what: string): void => void surprises.push(what);
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-chaos-'));
  // As root the database runs as another user, who has to pass through.
  await chmod(dataDir, 0o755);
  const sink = await startSink();
  const port = await freePort();
  const victim = await startVictim({ dataDir, port, smtpUrl: sink.url, surprised });
  try {
    const { key, codes } = await people(dataDir);
    const [one, two] = await Promise.all(codes.map((code) => Reviewer.pair(victim.url, code)));
    if (!one || !two) throw new Error('two devices are needed');
    const killer = createKiller(victim, chance);
    sink.onMail(() => {
      if (chance.below(MAILS_PER_KILL) === 0) killer.strike();
    });
    const feed = follow(two, surprised);
    const agent = createClient({ url: victim.url, key });
    const numbers = Array.from({ length: options.decisions }, (_, number) => number);
    const proposed: string[] = [];
    const decided: Evidence['decided'] = [];
    const decideNext = decider({ reviewer: one, chance, surprised });
    await Promise.all([
      workers(2, numbers, async (number) => {
        const call = () => agent.propose(proposalOf(number));
        proposed.push((await patiently(`proposal ${number}`, call, surprised)).id);
      }),
      workers(AT_ONCE, numbers, async () => {
        decided.push(await decideNext(await feed.next()));
        // By chance, and now and then for sure: a short run has faults of each kind as well.
        const due = decided.length % DECISIONS_PER_KILL === 0;
        if (due || chance.below(DECISIONS_PER_KILL) === 0) killer.strike(chance.below(80));
      }),
    ]);
    await killer.end();
    await settled(dataDir);
    const followed = await feed.end();
    const { entries } = await patiently('starting over', () => two.syncAll(), surprised);
    const fresh = new Map<string, string>();
    for (const entry of entries) if (entry.op === 'upsert') fresh.set(...lastOf(entry.item));
    const rows = await rowsOf(dataDir);
    const { kills } = killer;
    return { ...rows, decided, proposed, mails: sink.mails(), followed, fresh, kills, surprises };
  } finally {
    await victim.close();
    await sink.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function people(dataDir: string): Promise<{ key: string; codes: string[] }> {
  const admin = await enrol({
    dataDir,
    workspace: 'Chaos',
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
    const person = { name: 'Rae Rep', email: MAILBOX };
    const codes = [await admin.pairingCode(person), await admin.pairingCode(person)];
    return { key: await admin.agentKey('Writer'), codes };
  } finally {
    // From here on nobody but the gate looks after the database.
    await admin.close();
  }
}

const written = (number: number): string => `Hello, this is number ${number} as it was written.`;
const edited = (number: string): string => `Hello, this is number ${number} as it was edited.`;

const proposalOf = (number: number): ProposalInput => ({
  workflowId: 'outbound',
  externalId: `chaos-${number}`,
  agent: { model: 'writer', modelVersion: '1' },
  content: {
    kind: 'email.draft',
    delivery: 'gate',
    from: { email: MAILBOX },
    to: [{ email: `buyer-${number}@buyer.example` }],
    cc: [],
    bcc: [],
    subject: `Number ${number}`,
    body: `<p>${written(number)}</p>`,
    attachments: [],
  },
  confidence: 0.9,
  reasoning: [],
  claims: [],
  flags: [],
});

/** Decides an item once, and sends that same signed decision until it is answered. */
function decider(deps: {
  reviewer: Reviewer;
  chance: Random;
  surprised: (what: string) => void;
}): (item: ReviewItem) => Promise<Evidence['decided'][number]> {
  const { reviewer, chance, surprised } = deps;
  return async (item) => {
    if (item.content.kind !== 'email.draft') throw new Error('only mails are proposed here');
    const number = item.content.subject.replace('Number ', '');
    const draw = chance.next();
    let text = written(Number(number));
    let change: Partial<Decision> = {};
    if (draw < 0.15) {
      text = '';
      change = { action: 'reject', reason: { code: 'tone' } };
    } else if (draw < 0.35) {
      text = edited(number);
      const content = { ...item.content, body: `<p>${text}</p>` };
      change = { action: 'approve_edited', content, reason: { code: 'formatting' } };
    }
    const decision = await reviewer.decision(item, change);
    const signed = await reviewer.sign(decision);
    const what = `decision on number ${number}`;
    const [answer] = await patiently(what, () => reviewer.decide([signed]), surprised);
    if (answer?.id !== decision.id || answer.status === 'conflict')
      surprised(`${what}: ${JSON.stringify(answer)}`);
    const { id: decisionId, proposalId, action } = decision;
    if (action === 'escalate') throw new Error('nothing is escalated here');
    const acknowledged = answer?.status === 'accepted' || answer?.status === 'duplicate';
    return { decisionId, proposalId, action, text, acknowledged };
  };
}

/** One kill at a time; what would come on top of one is left out. Each kind in its turn. */
function createKiller(victim: Victim, chance: Random) {
  const kills: Evidence['kills'] = [];
  let busy: Promise<void> | null = null;
  let ended = false;
  let turn = 0;
  const kinds = ['gate', 'database', 'backend', 'gate', 'database'] as const;
  const act = async (delay: number): Promise<void> => {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const what = kinds[turn++ % kinds.length] ?? 'gate';
    const from = Date.now();
    if (what === 'gate') {
      await victim.killGate(() => kills.push({ what, from, to: Date.now() }));
      return;
    }
    const killed = await (what === 'database' ? victim.killDatabase() : victim.killBackend(chance));
    // The server's other processes see the death of one within moments and leave.
    if (!killed) return;
    const to = Date.now() + 500;
    kills.push({ what, from, to });
    await new Promise((resolve) => setTimeout(resolve, to - Date.now()));
  };
  return {
    kills,
    strike(delay = 0): void {
      if (ended) return;
      busy ??= act(delay).finally(() => {
        busy = null;
      });
    },
    async end(): Promise<void> {
      ended = true;
      await busy;
    },
  };
}

const lastOf = ({ proposalId, revision, state }: ReviewItem): [string, string] => [
  proposalId,
  `${revision} ${state}`,
];

/** Follows the feed by its cursor through everything that happens. */
function follow(reviewer: Reviewer, surprised: (what: string) => void) {
  const followed = new Map<string, string>();
  const given = new Set<string>();
  const open: ReviewItem[] = [];
  const waiting: ((item: ReviewItem) => void)[] = [];
  let cursor: string | null = null;
  let ending = false;
  const step = async (wait: number): Promise<boolean> => {
    const page = await patiently('the feed', () => reviewer.sync(cursor, { wait }), surprised);
    if (page.resync) followed.clear();
    cursor = page.cursor;
    for (const entry of page.entries) {
      if (entry.op === 'remove') {
        followed.delete(entry.proposalId);
        continue;
      }
      const { item } = entry;
      followed.set(...lastOf(item));
      if (item.state !== 'pending' || given.has(item.proposalId)) continue;
      given.add(item.proposalId);
      const taker = waiting.shift();
      if (taker) taker(item);
      else open.push(item);
    }
    return page.more;
  };
  const following = (async () => {
    while (!ending) await step(2);
    while (await step(0));
  })();
  return {
    next: (): Promise<ReviewItem> => {
      const item = open.shift();
      return item ? Promise.resolve(item) : new Promise((resolve) => waiting.push(resolve));
    },
    async end(): Promise<Map<string, string>> {
      ending = true;
      await following;
      return followed;
    },
  };
}

/** Works through a list with `n` at once. */
async function workers<T>(
  n: number,
  list: readonly T[],
  work: (each: T) => Promise<void>,
): Promise<void> {
  const left = [...list];
  const one = async (): Promise<void> => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await work(each);
  };
  await Promise.all(Array.from({ length: n }, one));
}
