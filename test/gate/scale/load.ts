import pg from 'pg';
import type { ReviewerIdentity } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { queueOf } from '../../../src/gate/store/queues.ts';
import { contentText } from '../../../src/gate/store/revisions.ts';
import { enrol, mail, type Scene, scene } from '../store/scene.ts';

/** Of 20 proposals, how many each workspace has. */
const SHARES = [14, 3, 2, 1];
/** Proposals of one transaction: about as many lie at one transaction id of the feed. */
const CHUNK = 20_000;
/** Rows of the log at the end of each workspace that no link covers yet. */
const UNSEALED = 300;

export type Loaded = { scenes: (Scene & { manager: ReviewerIdentity })[] };

/**
 * `count` proposals. `lean`: short mails, and only the tables that feed and queue read, a third of the
 * room: what a disk can hold of ten million.
 */
export type Load = { count: number; lean?: boolean };

/**
 * Fills a migrated database with this many proposals and what goes with them, as they are after a
 * year: a tenth is open, the rest history, executed or rejected. Written past the triggers (which
 * would be the same rows, an hour later), not past the constraints; statistics are taken at the end.
 *
 * @param adminUrl a superuser's: `session_replication_role` turns triggers off for one session
 */
export async function loadProposals(
  where: { url: string; adminUrl: string },
  { count, lean = false }: Load,
): Promise<Loaded> {
  const store = createStore(where.url);
  const admin = new pg.Client({ connectionString: where.adminUrl });
  await admin.connect();
  try {
    const scenes: Loaded['scenes'] = [];
    for (const _share of SHARES) {
      const one = await scene(store);
      const { workspaceId } = one;
      scenes.push({
        ...one,
        manager: await enrol(store, { workspaceId, role: 'manager', mailboxes: [] }),
      });
    }
    await admin.query("set session_replication_role = 'replica'; set synchronous_commit = off");
    await admin.query(
      `create temp table ws (nth int, workspace_id uuid, agent_id uuid, reviewer_id uuid,
         device_id uuid);
       create temp table template (content text)`,
    );
    for (const [nth, one] of scenes.entries())
      await admin.query('insert into ws values ($1, $2, $3, $4, $5)', [
        nth,
        one.workspaceId,
        one.agentId,
        one.rep.reviewer.id,
        one.rep.deviceId,
      ]);
    // As long as mails are, so that pages of the table hold as few of them.
    const body = `<p>Hi,</p>${'<p>You asked how other teams of your size begin, and what it takes.</p>'.repeat(lean ? 1 : 8)}`;
    const to = [{ email: 'buyer-@N@@domain-@D@.example', name: 'Buyer @N@' }];
    await admin.query('insert into template values ($1)', [contentText(mail({ to, body }))]);
    for (let from = 1; from <= count; from += CHUNK) {
      const [first, last] = [from, Math.min(count, from + CHUNK - 1)];
      await admin.query(chunk({ first, last, count, lean }));
    }
    await admin.query(rest(queueOf('gate:smtp'), Math.min(count, 100_000)));
    await admin.query("set session_replication_role = 'origin'");
    await admin.query('vacuum analyze');
    return { scenes };
  } finally {
    await admin.end();
    await store.close();
  }
}

const uuid = (kind: number): string =>
  `(lpad(to_hex(1700000000000 + b.n::bigint * 20000), 12, '0') || '7${kind}008'
    || lpad(to_hex(b.n), 15, '0'))::uuid`;

function chunk({
  first,
  last,
  count,
  lean,
}: {
  first: number;
  last: number;
  count: number;
  lean: boolean;
}): string {
  const bounds = SHARES.map((_share, nth) => SHARES.slice(0, nth + 1).reduce((a, b) => a + b, 0));
  const nth = `case ${bounds.map((bound, n) => `when g % 20 < ${bound} then ${n}`).join(' ')} end`;
  return `begin;
create temp table b on commit drop as
select b.n, w.workspace_id, w.agent_id, w.reviewer_id, w.device_id,
  ${uuid(1)} as id, ${uuid(2)} as decision, ${uuid(3)} as clearance, ${uuid(4)} as dispatch,
  now() - (${count} - b.n) * (interval '360 days' / ${count}) as at,
  case when b.n > ${Math.floor(count * 0.9)} then
      case b.n % 50 when 0 then 'approved' when 1 then 'escalated' when 2 then 'dispatching'
        else 'pending' end
    when b.n % 20 < 5 then 'rejected' when b.n % 40 = 39 then 'expired' else 'executed' end as state,
  replace(replace(t.content, '@N@', b.n::text), '@D@', (b.n % 5000)::text) as content,
  'buyer-' || b.n || '@domain-' || b.n % 5000 || '.example' as person,
  'domain-' || b.n % 5000 || '.example' as domain
from (select g as n, ${nth} as nth from generate_series(${first}, ${last}) g) b
join ws w on w.nth = b.nth cross join template t;
alter table b add digest text, add cleared bool;
update b set digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'),
  cleared = state in ('approved', 'dispatching', 'executed');
insert into proposals (workspace_id, id, agent_id, workflow_id, external_id, kind, revision, state,
  lane, accounts, created_at, expires_at)
select workspace_id, id, agent_id, 'outbound', 'x-' || n, 'email.draft', 1, state, 'human',
  array[case n % 10 when 0 then 'ana@seller.example' else 'rep-' || n % 10 || '@seller.example' end],
  at, case when n % 1000 = 3 then now() - interval '1 minute' when n % 3 = 0 then now() + interval '9 days' end
from b order by n;
insert into revisions (workspace_id, proposal_id, revision, content, content_digest,
  submission_digest, lane, tier, trigger, flags, model, model_version, confidence, review, due_at,
  created_at)
select workspace_id, id, 1, content, digest, digest, 'human', 'low',
  '{"code": "buyer-facing", "message": "A buyer sees it."}', '[]', 'm', '1', 0.5 + n % 50 / 100.0,
  '{"reasoning": [], "claims": []}', at + interval '8 hours', at
from b;
insert into decisions (workspace_id, id, proposal_id, revision, reviewer_id, device_id, action,
  content_digest, attention, jws, decided_at, received_at, status, standing, workflow_id,
  model_version, confidence_bucket)
select workspace_id, decision, id, 1, reviewer_id, device_id,
  case state when 'rejected' then 'reject' when 'escalated' then 'escalate' else 'approve' end,
  digest, '{"activeMs": 900}', 'header.decision.signature', at, at, 'accepted', true, 'outbound',
  '1', 5 + n % 5
from b where cleared or state in ('rejected', 'escalated');
insert into clearances (workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor,
  content_digest, policy_version, jws, state, issued_at, expires_at, redeemed_at)
select workspace_id, clearance, id, 1, 'outbound', decision, 'gate:smtp', digest, 1,
  'header.clearance.signature', case state when 'approved' then 'open' else 'redeemed' end, at,
  case when state = 'approved' and n % 5000 = 0 then now() - interval '1 minute'
    else now() + interval '1 hour' end,
  case when state <> 'approved' then at end
from b where cleared;
insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
  content_digest, state, claimed_by, created_at, claimed_at, handed_over_at, finished_at, attempts)
select workspace_id, dispatch, id, 'outbound', clearance, 'gate:smtp', digest,
  case state when 'dispatching' then 'claimed' when 'approved' then 'queued' else 'executed' end,
  case when state <> 'approved' then 'dead' end, at, case when state <> 'approved' then at end,
  case when state = 'executed' then at end, case when state = 'executed' then at end,
  case when state = 'approved' then 0 else 1 end
from b where cleared;
insert into handovers (workspace_id, proposal_id, revision, due_at, ended_at)
select workspace_id, id, 1, at + interval '9 days' + interval '1 day' * (n % 900),
  case when state <> 'pending' then at end from b where n % 10 = 0;
insert into bindings (workspace_id, proposal_id, revision, host, account, draft_id, device_id,
  bound_at, released_at)
select workspace_id, id, 1, 'gmail', 'ana@seller.example', 'draft-' || n, device_id, at,
  case when state <> 'pending' then at end from b where n % 10 = 0;
${lean ? '' : HISTORY}commit`;
}

/** What conduct, the log and what comes back have of a proposal. */
const HISTORY = `insert into recipients (workspace_id, person, proposal_id, domain)
select workspace_id, person, id, domain from b;
insert into dispatch_attempts (workspace_id, dispatch_id, what, attempt, instance, started_at,
  handed_over_at, ended_at, outcome)
select workspace_id, dispatch, 'execute', 1, 'dead', at, case when state = 'executed' then at end,
  case when state = 'executed' then at end, case when state = 'executed' then 'executed' end
from b where cleared and state <> 'approved';
insert into touches (workspace_id, clearance_id, person, domain, channel, at)
select workspace_id, clearance, person, domain, 'email', at from b
where cleared and state <> 'approved';
insert into signals (workspace_id, id, type, proposal_id, at, source, received_at, person)
select workspace_id, 'signal-' || n, 'delivered', id, at, 'agent', at, person from b
where n % 2 = 1;
insert into audit_log (workspace_id, at, actor, subject, subject_id, proposal_id, was, became)
select b.workspace_id, b.at, 'agent:' || b.agent_id, s.subject, b.id::text, b.id, s.was, s.became
from b, (values (1, 'proposal', null, 'pending'), (2, 'decision', null, 'approve'),
  (3, 'clearance', null, 'open'), (4, 'dispatch', null, 'executed'),
  (5, 'proposal', 'dispatching', 'executed')) s (nth, subject, was, became)
where s.nth = 1 or b.cleared or (s.nth = 2 and b.state = 'rejected');
`;

const rest = (queue: string, few: number): string => `
insert into audit_chain (workspace_id, seq, audit_id, hash)
select workspace_id, seq, id, md5(seq::text) || md5(id::text) from (
  select workspace_id, id, row_number() over w as seq,
    count(*) over (partition by workspace_id) as n
  from audit_log window w as (partition by workspace_id order by xid, id)) l
where seq <= n - ${UNSEALED};
insert into seen_once (key, expires_at)
select 'proof-' || n, now() + interval '1 second' * (n % 600 - 10) from generate_series(1, ${few}) n;
insert into tokens (workspace_id, token_hash, device_id, expires_at)
select w.workspace_id, md5(n::text), w.device_id, now() + interval '1 minute' * (n % 60 - 1)
from generate_series(1, ${few} / 10) n join ws w on w.nth = n % ${SHARES.length};
insert into suppressions (workspace_id, id, scope, value, reason, source, by_whom)
select w.workspace_id, gen_random_uuid(), 'address', 'no-' || n || '@domain-' || n % 500 || '.example',
  'opt-out', 'csv', 'admin' from generate_series(1, ${few} / 5) n join ws w on w.nth = 0;
insert into heard (workspace_id, person, at)
select w.workspace_id, 'buyer-' || n || '@domain-' || n % 5000 || '.example', now() - interval '1 day'
from generate_series(1, ${few} / 5) n join ws w on w.nth = 0;
insert into contacts (workspace_id, person, account, basis, recorded_at, by_whom)
select w.workspace_id, 'buyer-' || n || '@domain-' || n % 5000 || '.example', 'account-' || n % 5000,
  'consent', now(), 'admin' from generate_series(1, ${few} / 5) n join ws w on w.nth = 0;
insert into pgboss.job (name, data, state, policy, retry_limit, singleton_key, created_on,
  start_after, started_on, completed_on)
select '${queue}', jsonb_build_object('workspaceId', w.workspace_id, 'dispatchId', gen_random_uuid()),
  (case when n <= 500 then 'created' else 'completed' end)::pgboss.job_state, 'short', 0,
  'job-' || n, now() - interval '1 hour', now() - interval '1 hour', now(), now()
from generate_series(1, ${few}) n join ws w on w.nth = n % ${SHARES.length}`;
