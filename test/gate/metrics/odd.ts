import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { withClient } from '../../support/pg-as.ts';
import { enrol } from '../store/scene.ts';
import { type FilledYear, fillYear } from './fill.ts';

/** A workspace with a past of which nothing is straight, its second reviewer's id, and another beside it. */
export type OddPlace = {
  database: TestDatabase;
  store: ReturnType<typeof createStore>;
  at: FilledYear;
  rep: string;
  other: FilledYear;
  close(): Promise<void>;
};

/**
 * Two pasts of eleven weeks in one database whose clock is set to Kathmandu (5:45 before UTC), so that
 * days, weeks and even hours of the session are nobody else's; the first one made odd by {@link ODD}.
 */
export async function oddPlace(count = 700): Promise<OddPlace> {
  const database = await freshDatabase();
  const name = new URL(database.adminUrl).pathname.slice(1);
  await withClient({ url: database.adminUrl }, (client) =>
    client.query(`alter database ${name} set timezone to 'Asia/Kathmandu'`),
  );
  const store = createStore(database.url);
  const year = { weeks: 11, workflows: 3 };
  const at = await fillYear(database, { ...year, count, seed: 7, human: 0.5 });
  const other = await fillYear(database, { ...year, count: 200, seed: 8, human: 0.5 });
  const rep = await enrol(store, { ...at, role: 'rep', mailboxes: [] });
  await withClient({ url: database.adminUrl }, async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query(
      `create temp table o as select p.workspace_id, p.id, substr(p.external_id, 3)::int as n, p.state,
         p.lane, p.created_at as at, $2::uuid as rep, $3::uuid as manager
       from proposals p where p.workspace_id = $1`,
      [at.workspaceId, rep.reviewer.id, at.manager.reviewer.id],
    );
    for (const text of ODD) await client.query(text);
    await client.query('analyze');
  });
  return {
    ...{ database, store, at, rep: rep.reviewer.id, other },
    async close() {
      await store.close();
      await database.drop();
    },
  };
}

const COPY = `workspace_id, proposal_id, reviewer_id, device_id, content_digest, attention, jws, channel,
  workflow_id, model_version, confidence_bucket`;
const DIGEST = "encode(sha256(convert_to('{}', 'UTF8')), 'hex')";

/** What happens besides what is straight, each with its own share of the proposals. */
const ODD = [
  // revised: by another model version and of another template; some decided before, some after
  `insert into revisions (workspace_id, proposal_id, revision, content, content_digest, submission_digest,
     lane, tier, trigger, flags, model, model_version, prompt_version, confidence, review, due_at, created_at)
   select o.workspace_id, o.id, 2, '{}', ${DIGEST}, ${DIGEST},
     case when o.n % 3 = 0 then o.lane else 'human' end, 'high',
     '{"code": "exception", "message": "x"}', '[]', 'm', '3', 'p2', 0.41, '{"template": "t9"}',
     o.at + interval '9 hours', o.at + interval '1 hour' from o where o.n % 7 = 0 and o.at < now() - interval '2 hours'`,
  `update proposals p set revision = 2, lane = r.lane from revisions r
   where r.workspace_id = p.workspace_id and r.proposal_id = p.id and r.revision = 2`,
  `update decisions d set revision = 2, model_version = '3' from revisions r, o
   where r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id and r.revision = 2
     and o.id = d.proposal_id and o.n % 14 = 0`,
  `update clearances c set revision = 2 from revisions r, o where r.workspace_id = c.workspace_id
     and r.proposal_id = c.proposal_id and r.revision = 2 and o.id = c.proposal_id and o.n % 14 = 0`,
  // withdrawn before anybody looked
  `update proposals p set state = 'withdrawn' from o where o.id = p.id and o.n % 5 = 0
     and p.workspace_id = o.workspace_id and p.state in ('pending', 'expired')`,
  // undone in Gmail: it never left, its decision no longer stands, and it waits again
  `update dispatches d set state = 'failed' from o where o.id = d.proposal_id and o.n % 13 = 0
     and d.workspace_id = o.workspace_id and o.lane = 'human'`,
  `update decisions d set standing = false from o where o.id = d.proposal_id and o.n % 13 = 0
     and d.workspace_id = o.workspace_id and d.status = 'accepted'
     and d.action in ('approve', 'approve_edited')`,
  `update proposals p set state = 'recalled' from o where o.id = p.id and o.n % 13 = 0
     and p.workspace_id = o.workspace_id and o.lane = 'human' and o.state = 'executed'`,
  // half of these were decided again: rejected
  `insert into decisions (${COPY}, id, revision, action, decided_at, received_at, status, standing, reason,
     deliberate)
   select d.workspace_id, d.proposal_id, o.rep, d.device_id, d.content_digest, d.attention, d.jws, d.channel,
     d.workflow_id, d.model_version, d.confidence_bucket, gen_random_uuid(), d.revision, 'reject',
     d.decided_at + interval '1 hour', d.received_at + interval '1 hour', 'accepted', true,
     '{"code": "wrong_person"}', true
   from decisions d join o on o.id = d.proposal_id and o.n % 26 = 0 and o.workspace_id = d.workspace_id
   where not d.standing and d.status = 'accepted' and d.received_at < now() - interval '1 hour'`,
  `update proposals p set state = 'rejected' from o where o.id = p.id and o.n % 26 = 0
     and p.workspace_id = o.workspace_id and p.state = 'recalled' and exists (select from decisions d
       where d.workspace_id = p.workspace_id and d.proposal_id = p.id and d.action = 'reject')`,
  // passed on, and decided by somebody else some hours later
  `insert into decisions (${COPY}, id, revision, action, decided_at, received_at, status, standing, reason,
     deliberate)
   select d.workspace_id, d.proposal_id, o.rep, d.device_id, d.content_digest, d.attention, d.jws, d.channel,
     d.workflow_id, d.model_version, d.confidence_bucket, gen_random_uuid(), d.revision,
     case when o.n % 4 = 0 then 'reject' else 'approve' end, d.decided_at + interval '5 hours',
     d.received_at + interval '5 hours', 'accepted', true, null, false
   from decisions d join o on o.id = d.proposal_id and o.n % 2 = 0 and o.workspace_id = d.workspace_id
   where d.action = 'escalate' and d.status = 'accepted' and d.received_at < now() - interval '5 hours'`,
  `update proposals p set state = 'rejected' from o where o.id = p.id and o.workspace_id = p.workspace_id
     and p.state = 'escalated' and exists (select from decisions d where d.workspace_id = p.workspace_id
       and d.proposal_id = p.id and d.status = 'accepted' and d.action <> 'escalate')`,
  // a third of the work is the second reviewer's; some looked before the agent's word was shown
  `update decisions d set reviewer_id = o.rep from o where o.id = d.proposal_id
     and o.workspace_id = d.workspace_id and o.n % 3 = 0`,
  `update decisions d set first_look = jsonb_build_object('action',
     case when o.n % 2 = 0 then 'reject' else 'approve' end)
   from o where o.id = d.proposal_id and o.workspace_id = d.workspace_id and o.n % 9 = 0`,
  `update decisions d set attention = attention || jsonb_build_object('unseenWords', o.n % 300) from o
   where o.id = d.proposal_id and o.workspace_id = d.workspace_id`,
  `update looks k set reviewer_id = o.rep from o where o.id = k.proposal_id and k.state = 'decided'
     and o.workspace_id = k.workspace_id and o.n % 4 < 2`,
  // two who looked at the same and don't agree
  `update looks k set defect = not k.defect, action = case when k.defect then 'approve' else 'reject' end,
     reason_code = null from o where o.id = k.proposal_id and o.workspace_id = k.workspace_id
     and k.reason = 'second-opinion' and k.state = 'decided' and o.n % 6 = 0`,
  // the edge of a week in UTC, a millisecond to either side
  `update decisions d set received_at = date_trunc('week', d.received_at at time zone 'utc') at time zone 'utc'
     - case when o.n % 2 = 0 then interval '0' else interval '1 millisecond' end
   from o where o.id = d.proposal_id and o.workspace_id = d.workspace_id and o.n % 11 = 0`,
  // looks that nobody can finish, and those that managers drew of what went out
  `update looks k set state = 'void' from o where o.id = k.proposal_id and o.workspace_id = k.workspace_id
     and k.state = 'open' and o.n % 2 = 0`,
  `insert into looks (workspace_id, id, reason, proposal_id, revision, workflow_id, only_for, inclusion,
     state, decision_id, reviewer_id, action, defect, content_digest, due_at, created_at, decided_at)
   select p.workspace_id, gen_random_uuid(), 'spot-check', p.id, 1, p.workflow_id, o.manager, 0.1, 'decided',
     gen_random_uuid(), o.manager, case when o.n % 12 = 0 then 'reject' else 'approve' end, o.n % 12 = 0,
     ${DIGEST}, now(), now(), least(now(), o.at + interval '4 days')
   from proposals p join o on o.id = p.id and o.workspace_id = p.workspace_id
   where p.state = 'executed' and o.n % 6 = 0`,
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at, facts)
   select k.workspace_id, 'spot-check:' || k.id, 'defect_reported', k.proposal_id, k.decided_at,
     'spot-check', k.decided_at, '{"foundBy": "auditor"}' from looks k
   where k.reason = 'spot-check' and k.defect`,
  // told twice, by two, of one; a word to stop; an answer too late; one of what never left
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at, facts)
   select s.workspace_id, s.id || '-again', s.type, s.proposal_id, s.at, 'mail', s.received_at + interval '1 day',
     s.facts from signals s join o on o.id = s.proposal_id and o.workspace_id = s.workspace_id
   where s.type in ('complaint', 'defect_reported', 'reply') and o.n % 2 = 0
     and s.received_at < now() - interval '1 day'`,
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at, facts)
   select d.workspace_id, 'stop-' || o.n, case when o.n % 2 = 0 then 'unsubscribe' else 'reply' end,
     d.proposal_id, d.finished_at + interval '2 days', 'mail', d.finished_at + interval '2 days',
     case when o.n % 2 = 1 then '{"replyType": "opt-out"}'::jsonb end
   from dispatches d join o on o.id = d.proposal_id and o.workspace_id = d.workspace_id
   where o.n % 15 < 2 and d.finished_at < now() - interval '2 days'`,
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at)
   select d.workspace_id, 'late-' || o.n, 'reply', d.proposal_id, d.finished_at + interval '8 days', 'mail',
     d.finished_at + interval '8 days' from dispatches d join o on o.id = d.proposal_id
     and o.workspace_id = d.workspace_id where o.n % 10 = 3 and d.finished_at < now() - interval '8 days'`,
  `insert into signals (workspace_id, id, type, proposal_id, at, source, received_at)
   select o.workspace_id, 'never-' || o.n, 'reply', o.id, o.at, 'mail', o.at from o
   where o.state = 'rejected' and o.n % 3 = 0`,
  // alerts: over by themselves without a verdict, by their owner seen
  `update alerts a set verdict = null, closed_at = a.first_at from o where a.cause = 'c' || o.n
     and a.workspace_id = o.workspace_id and o.n % 2 = 0`,
  `update alerts set seen_at = first_at, closed_at = first_at + interval '90 minutes' where verdict = 'noise'`,
  // labels: what is known of each first version by now
  `insert into labels (workspace_id, proposal_id, workflow_id, model, model_version, prompt_version, confidence,
     inclusion, outcome, source, day, settled_at)
   select p.workspace_id, p.id, p.workflow_id, r.model, r.model_version, '', r.confidence,
     case when o.n % 2 = 0 then 0.2 else 0.5 end,
     (array['unseen', 'right', 'right', 'defect'])[1 + o.n % 4], 'audit', (o.at at time zone 'utc')::date,
     o.at + interval '3 days'
   from proposals p join o on o.id = p.id and o.workspace_id = p.workspace_id
   join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id and r.revision = 1
   where o.at < now() - interval '3 days' and o.lane <> 'human'`,
  // a person who stands on the list was written to, past the gate, by two senders
  `insert into suppressions (workspace_id, id, scope, value, reason, source, since,
     by_whom)
   select o.workspace_id, gen_random_uuid(), 'address', 'hand' || o.n / 2 || '@b.example', 'opt-out', 'mail',
     o.at - interval '40 days', 'mail' from o where o.n % 28 = 0`,
];
