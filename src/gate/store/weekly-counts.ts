import type { Db } from './db.ts';

/*
 * Rows of two weeks are counted where they lie: tens of thousands of them would take the process longer to
 * read than the database to count. Each is looked up by its proposal, in the order of the indexes, so that
 * what one look-up has read of them serves the next.
 */

/** Two weeks up to `to`, parted at `middle`. */
type Weeks = { workspaceId: string; from: Date; middle: Date; to: Date };

/** What was counted of one workflow, template and model version in a week, by account. */
export type WeekCounts = {
  workflow_id: string;
  template: string | null;
  model_version: string;
  /** of the older week */
  last: boolean;
  /** of the first recipient; a proposal without one stands for itself */
  accounts: string[];
  counts: number[];
};

/** Days that a mail has to be answered until it is counted. */
const ANSWER_DAYS = 7;

const OF = 'workflow_id, template, model_version, last';
const REVISION = (proposal: string, revision: string): string =>
  `cross join lateral (select v.review ->> 'template' as template, v.model_version from revisions v
     where v.workspace_id = $1 and v.proposal_id = ${proposal} and v.revision = ${revision} offset 0) r`;
const ACCOUNT = (proposal: string): string =>
  `coalesce((select c.domain from recipients c where c.workspace_id = $1
     and c.proposal_id = ${proposal} order by c.person limit 1), ${proposal}::text)`;

function counting<Row extends WeekCounts>(
  db: Db,
  text: string,
  values: [workspaceId: string, ...unknown[]],
): Promise<Row[]> {
  const scope = { workspaceId: values[0], actor: 'gate:weekly', reading: true };
  return db.tx(scope, async (q) => {
    // Compiling so long a statement takes longer than running it as it is.
    await q("select set_config('jit', 'off', true), set_config('work_mem', '32MB', true)");
    return q<Row>(text, values);
  });
}

/** Decisions that stood when they were made; of hits, those that changed what the agent had proposed. */
export const decidedCounts = (db: Db, { workspaceId, from, middle, to }: Weeks) =>
  counting<WeekCounts & { hits: number[] }>(
    db,
    `with decided as materialized (
       select d.workflow_id, d.proposal_id, d.revision, d.received_at < $3 as last,
         d.action in ('reject', 'approve_edited') as hit
       from decisions d
       where d.workspace_id = $1 and d.received_at >= $2 and d.received_at < $4
         and d.status = 'accepted' and d.action <> 'escalate'
       order by d.proposal_id
     ), counted as (
       select d.workflow_id, r.template, r.model_version, d.last, ${ACCOUNT('d.proposal_id')} as account,
         count(*) as n, count(*) filter (where d.hit) as hits
       from decided d ${REVISION('d.proposal_id', 'd.revision')}
       group by 1, 2, 3, 4, 5
     )
     select ${OF}, json_agg(account) as accounts, json_agg(n) as counts, json_agg(hits) as hits
     from counted group by ${OF}`,
    [workspaceId, from, middle, to],
  );

/**
 * Mail that left, whether its seven days brought an answer, or a word to stop. What was never revised left as
 * its first revision, whatever its clearance is.
 */
export const sentCounts = (db: Db, { workspaceId, from, middle, to }: Weeks) =>
  counting<WeekCounts & { replies: number[]; opt_outs: number[] }>(
    db,
    `with sent as materialized (
       select x.workflow_id, x.proposal_id, x.clearance_id, x.finished_at, x.finished_at < $3 as last
       from dispatches x
       where x.workspace_id = $1 and x.state = 'executed'
         and x.finished_at >= $2 and x.finished_at < $4
       order by x.proposal_id
     ), counted as (
       select x.workflow_id, r.template, r.model_version, x.last, ${ACCOUNT('x.proposal_id')} as account,
         count(*) as n, count(*) filter (where b.reply) as replies,
         count(*) filter (where b.opt_out) as opt_outs
       from sent x
       cross join lateral (select case p.revision when 1 then 1 else (select c.revision
           from clearances c where c.workspace_id = $1 and c.id = x.clearance_id) end as revision
         from proposals p where p.workspace_id = $1 and p.id = x.proposal_id
           and p.kind = 'email.draft' offset 0) p
       ${REVISION('x.proposal_id', 'p.revision')}
       cross join lateral (select
           bool_or(s.type = 'reply' and coalesce(s.facts ->> 'replyType', '')
             not in ('opt-out', 'out-of-office', 'auto')) as reply,
           bool_or(s.type = 'unsubscribe' or s.facts ->> 'replyType' = 'opt-out') as opt_out
         from signals s where s.workspace_id = $1 and s.proposal_id = x.proposal_id
           and s.type in ('reply', 'unsubscribe')
           and s.at < x.finished_at + make_interval(days => $5) offset 0) b
       group by 1, 2, 3, 4, 5
     )
     select ${OF}, json_agg(account) as accounts, json_agg(n) as counts,
       json_agg(replies) as replies, json_agg(opt_outs) as opt_outs
     from counted group by ${OF}`,
    [workspaceId, from, middle, to, ANSWER_DAYS],
  );
