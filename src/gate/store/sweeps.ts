import type { ProposalState } from '../../core/schema/proposal.ts';
import type { SweepAnswer, SweepRequest } from '../../protocol/levers.ts';
import type { DecisionReport } from '../../protocol/proposals.ts';
import type { LeverStore } from '../dispatch/ports.ts';
import { voidClearances } from './clearance-rows.ts';
import type { Db, Query } from './db.ts';
import { sendWebhook, WEBHOOK_QUEUE } from './queues.ts';
import { DISPATCH_COLUMNS, type DispatchRow, dispatchOf, iso, present } from './rows.ts';

/** What agents are told as the reason's code; the manager's sentence is the detail. */
const SWEPT = 'swept';

/** $2 … $6 in the order of {@link valuesOf}; each counts only where it is given. */
const MATCHES = `($2::text is null or p.workflow_id = $2)
  and ($3::text is null or r.review ->> 'template' = $3)
  and ($4::text is null or exists (select from agents a
    where a.workspace_id = p.workspace_id and a.id = p.agent_id and a.name = $4))
  and ($5::text is null or r.model = $5) and ($6::text is null or r.model_version = $6)`;
const OPEN = `p.state in ('pending', 'escalated', 'recalled', 'approved')`;
const CURRENT = `join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
  and r.revision = p.revision`;

const valuesOf = (workspaceId: string, request: SweepRequest): unknown[] => [
  workspaceId,
  request.workflowId ?? null,
  request.template ?? null,
  request.agent ?? null,
  request.model ?? null,
  request.modelVersion ?? null,
];

type Open = {
  id: string;
  workflow_id: string;
  external_id: string;
  revision: number;
  state: ProposalState;
  callback_url: string | null;
};

/** {@link LeverStore.sweep}. */
export async function sweep(
  db: Db,
  { workspaceId, id, by, request }: Parameters<LeverStore['sweep']>[0],
): Promise<SweepAnswer> {
  const answer = await db.tx({ workspaceId, actor: by }, (q) =>
    sweepIn(q, { workspaceId, id, request }),
  );
  if (answer.stopped.length > 0) {
    db.moved(workspaceId);
    db.wake(WEBHOOK_QUEUE);
  }
  return answer;
}

/** A sweep inside a transaction; feed and webhooks are told after it commits. */
export async function sweepIn(
  q: Query,
  { workspaceId, id, request }: { workspaceId: string; id: string; request: SweepRequest },
): Promise<SweepAnswer> {
  // By ids alone: joined to its revision, one that is revised while we wait would be hidden.
  const locked = await q<{ id: string }>(
    `select p.id from proposals p where p.workspace_id = $1 and p.id in (
       select p.id from proposals p ${CURRENT} where p.workspace_id = $1 and ${OPEN} and ${MATCHES})
     order by p.id for update of p`,
    valuesOf(workspaceId, request),
  );
  const stopped = await q<Open>(
    `select p.id, p.workflow_id, p.external_id, p.revision, p.state, r.callback_url
     from proposals p ${CURRENT}
     where p.workspace_id = $1 and ${OPEN} and ${MATCHES} and p.id = any ($7::uuid[])
     order by p.id`,
    [...valuesOf(workspaceId, request), locked.map(({ id }) => id)],
  );
  await withdraw(q, { workspaceId, stopped, reason: request.reason });
  // After the locks: whoever redeemed while we waited for one is under way by now.
  const underWay = await q<DispatchRow>(
    `select ${DISPATCH_COLUMNS} from dispatches d
     join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id ${CURRENT}
     where p.workspace_id = $1 and d.state in ('claimed', 'handing_over')
       and ${MATCHES} order by d.created_at`,
    valuesOf(workspaceId, request),
  );
  const { reason, ...matched } = request;
  await q(
    `insert into sweeps (workspace_id, id, matched, reason, stopped, under_way)
     values ($1, $2, $3, $4, $5, $6)`,
    [workspaceId, id, JSON.stringify(matched), reason, stopped.length, underWay.length],
  );
  return {
    id,
    stopped: stopped.map((row) => ({
      ...{ proposalId: row.id, workflowId: row.workflow_id },
      ...{ externalId: row.external_id, was: row.state },
    })),
    underWay: underWay.map(dispatchOf),
  };
}

async function withdraw(
  q: Query,
  work: { workspaceId: string; stopped: readonly Open[]; reason: string },
): Promise<void> {
  const { workspaceId, stopped, reason } = work;
  if (stopped.length === 0) return;
  const ids = stopped.map(({ id }) => id);
  await voidClearances(q, { workspaceId, proposalIds: ids, reason: `swept: ${reason}` });
  await q(
    `update proposals set state = 'withdrawn' where workspace_id = $1 and id = any ($2::uuid[])`,
    [workspaceId, ids],
  );
  const made = await q<{ id: string; proposal_id: string; at: Date }>(
    `insert into withdrawals (workspace_id, id, proposal_id, reason, detail)
     select $1, gen_random_uuid(), swept, $3, $4 from unnest($2::uuid[]) swept
     returning id, proposal_id, at`,
    [workspaceId, ids, SWEPT, reason],
  );
  const byProposal = new Map(made.map((row) => [row.proposal_id, row]));
  for (const row of stopped) {
    const told = byProposal.get(row.id);
    if (row.callback_url === null || !told) continue;
    const report: DecisionReport = {
      ...{ proposalId: row.id, revision: row.revision, state: 'withdrawn', decision: null },
      ...present({ withdrawn: { reason: SWEPT, detail: reason, at: iso(told.at) } }),
    };
    await sendWebhook(q, {
      ...{ workspaceId, id: told.id, url: row.callback_url },
      ...{ type: 'proposal.withdrawn', data: report },
    });
  }
}
