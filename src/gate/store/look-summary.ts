import { pairAgreement } from '../../core/stats/agreement.ts';
import { type CatchRate, catchRates } from '../../core/stats/catch-rate.ts';
import { type DoubleLook, missedDefects } from '../../core/stats/chapman.ts';
import { weightedRate } from '../../core/stats/horvitz-thompson.ts';
import type { AuditsAnswer, CatchAnswer } from '../../protocol/audits.ts';
import type { Query } from './db.ts';
import { doubleLooks, type Pair, plantedLooks } from './look-counts.ts';
import { iso } from './rows.ts';

type Ref = { workspaceId: string; workflowId?: string | undefined };
type Audit = {
  id: string;
  proposal_id: string;
  workflow_id: string;
  defect: boolean;
  action: string;
  reason_code: string | null;
  inclusion: number;
  template: string | null;
  decided_at: Date;
};

/** Of audits, double looks and canaries together; nothing of what is still open but how many audits. */
export async function lookSummary(q: Query, ref: Ref): Promise<AuditsAnswer> {
  const values = [ref.workspaceId, ref.workflowId ?? null];
  const audits = await q<Audit>(
    `select k.id, k.proposal_id, k.workflow_id, k.defect, k.action, k.reason_code, k.inclusion,
       s.template, k.decided_at
     from looks k left join lane_passes s on s.workspace_id = k.workspace_id
       and s.proposal_id = k.proposal_id and s.revision = k.revision
     where k.workspace_id = $1 and ($2::text is null or k.workflow_id = $2) and k.reason = 'audit'
       and k.state = 'decided' order by k.decided_at desc limit 5000`,
    values,
  );
  const [open] = await q<{ count: number }>(
    `select count(*)::int as count from looks k where k.workspace_id = $1
       and ($2::text is null or k.workflow_id = $2) and k.reason = 'audit' and k.state = 'open'`,
    values,
  );
  const pairs = await doubleLooks(q, ref);
  const { flagged, unflagged } = catchRates(await plantedLooks(q, ref));
  const { found, atLeast, silent } = missedDefects(strataOf(pairs));
  return {
    audits: {
      open: open?.count ?? 0,
      decided: audits.length,
      defects: audits.filter(({ defect }) => defect).length,
      rate: rateOf(audits),
    },
    agreement: pairAgreement(
      pairs.map(({ first, second }) => [word(first), word(second)] as const),
      2,
      { seed: 1, replicates: 400 },
    ),
    missed: { found, atLeast, silent },
    canaries: { flagged: caught(flagged), unflagged: caught(unflagged) },
    recent: audits.slice(0, 100).map((row) => ({
      id: row.id,
      proposalId: row.proposal_id,
      workflowId: row.workflow_id,
      defect: row.defect,
      action: row.action,
      reason: row.reason_code,
      inclusion: row.inclusion,
      decidedAt: iso(row.decided_at),
    })),
  };
}

const word = (defect: boolean): string => (defect ? 'defect' : 'right');
const caught = ({ caught, planted, low, high }: CatchRate): CatchAnswer => ({
  ...{ caught, planted, low, high },
});

function rateOf(audits: readonly Audit[]): AuditsAnswer['audits']['rate'] {
  if (audits.length === 0) return null;
  const { rate, low, high } = weightedRate(
    audits.map(({ defect, inclusion, proposal_id, template }) => ({
      ...{ hit: defect, inclusion, account: proposal_id, template: template ?? '' },
    })),
  );
  return { value: rate, low, high };
}

/** By kind of defect and by how likely the second look was. */
function strataOf(pairs: readonly Pair[]): DoubleLook[] {
  const strata = new Map<string, DoubleLook>();
  for (const { kind, inclusion, first, second } of pairs) {
    const key = `${kind} ${inclusion}`;
    const stratum = strata.get(key) ?? { kind, inclusion, first: 0, second: 0, both: 0 };
    if (first) stratum.first += 1;
    if (second) stratum.second += 1;
    if (first && second) stratum.both += 1;
    strata.set(key, stratum);
  }
  return [...strata.values()];
}
