/** A year as it is drawn. */
export type Year = {
  /** decisions of people, about */
  decisions: number;
  weeks: number;
  seed: number;
  /** share of all proposals, and of those the share that goes to people */
  workflows: readonly { id: string; share: number; human: number }[];
};

/** Of proposals that go to people, those that somebody decides before they expire. */
const DECIDED = 0.97;

export const proposalsOf = ({ decisions, workflows }: Year): number => {
  const all = workflows.reduce((sum, { share }) => sum + share, 0);
  const human = workflows.reduce((sum, { share, human }) => sum + (share / all) * human, 0);
  return Math.round(decisions / (human * DECIDED));
};

/** Cumulated: which workflow a number from 0 to 1 falls to. */
function pick(
  workflows: Year['workflows'],
  of: (workflow: Year['workflows'][number]) => string,
): string {
  const all = workflows.reduce((sum, { share }) => sum + share, 0);
  let upTo = 0;
  const cases = workflows.map((workflow) => {
    upTo += workflow.share / all;
    return `when which < ${upTo} then ${of(workflow)}`;
  });
  // Sums of shares may miss 1 by their last bit.
  const last = workflows.at(-1);
  if (!last) throw new RangeError('a year needs a workflow');
  return `case ${cases.join(' ')} else ${of(last)} end`;
}

/**
 * One row a proposal, in the order in which they came: what it is, whether anything is wrong with it, what
 * its reviewer made of it and when, whether it left and what came back. An agent's confidence says
 * something about what is wrong; reviewers find nine of ten defects; a new model version comes each quarter.
 */
export const drawnYear = (year: Year): string => `select setseed(${(year.seed % 1000) / 1000});
create temp table y0 as select n, random() as which, random() as human, random() as honest,
  random() as noticed, random() as what, random() as why, random() as read, random() as later_one,
  random() as outcome, random() as audited, random() as template,
  -ln(random() + 1e-9) * interval '3 hours' as waits, -ln(random() + 1e-9) * interval '2 days' as later,
  least(0.995, round((1 - 0.45 * random() ^ 2.2)::numeric, 3)::float8) as confidence,
  now() - interval '2 seconds' - interval '${year.weeks} weeks' * (1 - n / ${proposalsOf(year)}::float8)
    as at
from generate_series(1, ${proposalsOf(year)}) n;
create temp table y1 as select y0.*, w.*, ${pick(year.workflows, ({ id }) => `'${id}'`)} as workflow,
  human < ${pick(year.workflows, ({ human }) => String(human))} as reviewed,
  'v' || 1 + floor(4 * n / ${proposalsOf(year) + 1}::float8)::int as version,
  floor(template * 5)::int as tpl, floor(what * 97 * 101)::int % ${Math.max(7, Math.floor(proposalsOf(year) / 15))} as account,
  honest > confidence + 0.35 * (1 - confidence) as wrong
from y0, who w;
create temp table y2 as select *, reviewed and noticed < 0.9 and wrong as found,
  case when reviewed and at + waits < now() - interval '1 second' and audited < ${DECIDED} then at + waits end as decided_at
from y1;
create temp table y as select *, gen_random_uuid() as id, gen_random_uuid() as decision,
  gen_random_uuid() as clearance, gen_random_uuid() as dispatch, gen_random_uuid() as look,
  case when decided_at is null then null when found and what < 0.7 then 'reject' when found then 'approve_edited'
    when what < 0.12 then 'approve_edited' else 'approve' end as action,
  case when found then (array['wrong_fact', 'wrong_person', 'offer'])[1 + floor(why * 3)::int]
    when what < 0.12 then (array['tone', 'formatting'])[1 + floor(why * 2)::int] end as reason
from y2;
drop table y0; drop table y1; drop table y2;
alter table y add sent_at timestamptz, add content text, add digest text, add state text;
update y set content = replace(p.content, '@N@', n::text),
  sent_at = case when (action in ('approve', 'approve_edited') or not reviewed)
    and coalesce(decided_at, at) + interval '5 minutes' < now()
    then coalesce(decided_at, at) + interval '5 minutes' * outcome end
from pattern p;
update y set digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'),
  state = case when sent_at is not null then 'executed' when action = 'reject' then 'rejected'
    when decided_at is null and reviewed and at > now() - interval '1 day' then 'pending'
    else 'expired' end;
create index on y (at); analyze y`;
