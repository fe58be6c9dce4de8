import type {
  SpotCheck,
  SpotCheckDetail,
  SpotCheckItem,
  SpotCheckStratum,
} from '../../core/schema/spot-check.ts';
import { type Checked, spotCheckFound } from '../../core/stats/spot-check.ts';
import type { ReviewerIdentity } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { iso, present } from './rows.ts';

type Who = Pick<ReviewerIdentity, 'workspaceId' | 'reviewer'>;
export type KeptStratum = Pick<
  SpotCheckStratum,
  'workflowId' | 'lane' | 'tier' | 'items' | 'weight'
>;

type Row = {
  id: string;
  at: Date;
  by: string;
  reviewer_id: string;
  from_at: Date;
  to_at: Date;
  workflow_id: string | null;
  n: number;
  drawn: number;
  by_risk: boolean;
  seed: string;
  strata: KeptStratum[];
  population: number;
  own: number;
  erased: number;
};
type Item = {
  check_id: string;
  place: number;
  look_id: string;
  decision_id: string | null;
  stratum: number;
  chance: number;
  least: number;
  inclusion: number;
  state: 'open' | 'decided' | 'void';
  defect: boolean | null;
};
const CHECKS = `select s.id, s.at, v.name as by, s.reviewer_id, s.from_at, s.to_at, s.workflow_id, s.n,
  s.drawn, s.by_risk, s.seed, s.strata, s.population, s.own, s.erased
  from spot_checks s join reviewers v on v.workspace_id = s.workspace_id and v.id = s.reviewer_id`;
const ITEMS = `select i.check_id, i.place, i.look_id, i.decision_id, i.stratum, i.chance, i.least,
  i.inclusion, k.state, k.defect
  from spot_check_items i join looks k on k.workspace_id = i.workspace_id and k.id = i.look_id`;

/** The newest first. */
export async function spotCheckList(
  q: Query,
  { workspaceId, reviewer }: Who,
): Promise<SpotCheck[]> {
  const rows = await q<Row>(`${CHECKS} where s.workspace_id = $1 order by s.at desc limit 50`, [
    workspaceId,
  ]);
  const items = await q<Item>(
    `${ITEMS} where i.workspace_id = $1 and i.check_id = any ($2::uuid[]) order by i.place`,
    [workspaceId, rows.map(({ id }) => id)],
  );
  const byCheck = new Map<string, Item[]>();
  for (const item of items)
    byCheck.set(item.check_id, [...(byCheck.get(item.check_id) ?? []), item]);
  return rows.map((row) => shown(row, byCheck.get(row.id) ?? [], reviewer.id));
}

/** One with its items; null where there is none. */
export async function spotCheckOf(
  q: Query,
  { workspaceId, reviewer, id }: Who & { id: string },
): Promise<SpotCheckDetail | null> {
  const [row] = await q<Row>(`${CHECKS} where s.workspace_id = $1 and s.id = $2::uuid`, [
    workspaceId,
    id,
  ]);
  if (!row) return null;
  const items = await q<Item>(
    `${ITEMS} where i.workspace_id = $1 and i.check_id = $2::uuid order by i.place`,
    [workspaceId, id],
  );
  const known = await decidedOnes(q, { workspaceId, id, strata: row.strata });
  return {
    ...shown(row, items, reviewer.id),
    seed: row.seed,
    strata: row.strata.map((stratum, at) => {
      const here = items.filter((item) => item.stratum === at && item.state === 'decided');
      const defects = here.filter(({ defect }) => defect).length;
      return { ...stratum, looked: here.length, defects };
    }),
    items: items.map(
      ({ look_id: lookId, place, inclusion, state }): SpotCheckItem => ({
        ...{ lookId, place, inclusion, state },
        ...present({ decided: known.get(lookId) }),
      }),
    ),
  };
}

function shown(row: Row, items: readonly Item[], me: string): SpotCheck {
  const checked = items.map(({ chance, least, inclusion, state, defect }): Checked => {
    const found = state === 'open' ? null : state === 'void' ? 'lost' : defect ? 'defect' : 'right';
    return { chance, least, inclusion, found };
  });
  const compared = (some: readonly Item[]) => {
    const looked = some.filter(({ state }) => state === 'decided');
    return { looked: looked.length, agreed: looked.filter(({ defect }) => !defect).length };
  };
  return {
    ...{ id: row.id, at: iso(row.at), by: row.by, mine: row.reviewer_id === me },
    ...{ from: iso(row.from_at), to: iso(row.to_at) },
    ...present({ workflowId: row.workflow_id }),
    ...{ n: row.n, drawn: row.drawn, byRisk: row.by_risk, population: row.population },
    leftOut: { own: row.own, erased: row.erased },
    open: items.filter(({ state }) => state === 'open').length,
    lost: items.filter(({ state }) => state === 'void').length,
    found: spotCheckFound(row.population, checked),
    agreement: {
      people: compared(items.filter(({ decision_id }) => decision_id !== null)),
      unattended: compared(items.filter(({ decision_id }) => decision_id === null)),
    },
  };
}

/** What is said of an item once it is decided, by the look's id. */
async function decidedOnes(
  q: Query,
  work: { workspaceId: string; id: string; strata: readonly KeptStratum[] },
): Promise<Map<string, NonNullable<SpotCheckItem['decided']>>> {
  type Decided = {
    look_id: string;
    stratum: number;
    decided_at: Date;
    action: string;
    reason_code: string | null;
    defect: boolean;
    proposal_id: string;
    title: string | null;
    sent_at: Date;
    confidence: number;
    flags: number;
    by: string | null;
    first_action: string | null;
  };
  const rows = await q<Decided>(
    `select i.look_id, i.stratum, k.decided_at, k.action, k.reason_code, k.defect, i.proposal_id,
       ${TITLE} as title, d.finished_at as sent_at, r.confidence,
       jsonb_array_length(r.flags) as flags, v.name as by, e.action as first_action
     from spot_check_items i
     join looks k on k.workspace_id = i.workspace_id and k.id = i.look_id and k.state = 'decided'
     join dispatches d on d.workspace_id = i.workspace_id and d.id = i.dispatch_id
     join revisions r on r.workspace_id = i.workspace_id and r.proposal_id = i.proposal_id
       and r.revision = i.revision
     left join decisions e on e.workspace_id = i.workspace_id and e.id = i.decision_id
     left join reviewers v on v.workspace_id = e.workspace_id and v.id = e.reviewer_id
     where i.workspace_id = $1 and i.check_id = $2::uuid`,
    [work.workspaceId, work.id],
  );
  return new Map(
    rows.map((row) => {
      const { lane, tier, workflowId } = work.strata[row.stratum] ?? {
        ...{ lane: 'human' as const, tier: 'low' as const, workflowId: '' },
      };
      return [
        row.look_id,
        {
          ...{ at: iso(row.decided_at), action: row.action, defect: row.defect },
          ...present({ reason: row.reason_code }),
          ...{ proposalId: row.proposal_id, workflowId, title: row.title, lane, tier },
          ...{ sentAt: iso(row.sent_at), confidence: row.confidence, flags: row.flags },
          ...(row.by === null || row.first_action === null
            ? {}
            : { first: { by: row.by, action: row.first_action } }),
        },
      ];
    }),
  );
}

/** A mail's subject, a meeting's title, of a revision `r`; null where there is none, or no text any more. */
export const TITLE = `case when r.erased_at is null then
  coalesce(r.content::jsonb ->> 'subject', r.content::jsonb ->> 'title') end`;
