import { saw, tripSentence } from '../../core/lanes/audit-watch.ts';
import { isDefect } from '../../core/lanes/defect.ts';
import type { DecisionAnswer } from '../../core/schema/decision.ts';
import type { LookStore, LookTarget } from '../dispatch/ports.ts';
import { hear } from './brake-feed.ts';
import { constraintOf, type Db, type Query } from './db.ts';
import { foundWrong } from './defects.ts';
import { closeLane, recallOf } from './lane-close.ts';
import {
  LANE_COLUMNS,
  LANE_IS,
  type LaneRef,
  type LaneRow,
  laneValues,
  type Tier,
} from './lane-rows.ts';
import { openLooks } from './look-open.ts';
import { lookSummary } from './look-summary.ts';

/** Looks beside the one decision: audits, second opinions, canaries. */
export function lookStore(db: Db): LookStore {
  return {
    open: (input) => openLooks(db, input),
    summary: (input) => lookSummary(db.in(input.workspaceId), input),
    async decide(input) {
      const { identity, look } = input;
      const { workspaceId } = identity;
      const scope = { workspaceId, actor: `reviewer:${identity.reviewer.id}` };
      const run = () => db.tx(scope, (q) => decide(q, input));
      const { answer, closed } = await run().catch((error) => {
        // The same decision at the same time: the second reads what the first wrote.
        if (constraintOf(error) === 'looks_workspace_id_decision_id_key') return run();
        throw error;
      });
      if (answer.status === 'accepted') db.moved(workspaceId);
      if (closed !== null) await recallOf(db, closed);
      if (look.reason === 'spot-check') await hear(db, { workspaceId, all: false });
      // Also to a retry: the first answer may have been lost.
      if (answer.status === 'conflict' || look.reason !== 'canary') return answer;
      return { ...answer, detail: await planted(db.in(workspaceId), { workspaceId, id: look.id }) };
    },
  };
}

type Row = {
  state: LookTarget['state'];
  decision_id: string | null;
  not_for: string | null;
  only_for: string | null;
  content_digest: string;
  proposal_id: string;
  revision: number;
};
type Work = Parameters<LookStore['decide']>[0];

async function decide(
  q: Query,
  { identity, decision, jws, look }: Work,
): Promise<{ answer: DecisionAnswer; closed: LaneRef | null }> {
  const { workspaceId, reviewer, deviceId } = identity;
  const no = (conflict: NonNullable<DecisionAnswer['conflict']>, detail: string) => ({
    answer: { id: decision.id, status: 'conflict' as const, conflict, detail },
    closed: null,
  });
  const [row] = await q<Row>(
    `select state, decision_id, not_for, only_for, content_digest, proposal_id, revision from looks
     where workspace_id = $1 and id = $2 for update`,
    [workspaceId, look.id],
  );
  if (!row) return no('not_found', 'This proposal is not known here.');
  if (row.decision_id === decision.id)
    return { answer: { id: decision.id, status: 'duplicate' }, closed: null };
  if (row.state === 'void') return no('withdrawn', 'This proposal was withdrawn.');
  if (row.state === 'decided') return no('already_decided', 'Somebody has decided this already.');
  if (row.only_for !== null && row.only_for !== reviewer.id)
    return no('not_found', 'This proposal is not known here.');
  if (row.not_for === reviewer.id) return no('not_yours', 'Somebody else looks at this one.');
  if (decision.action === 'escalate')
    return no('not_yours', 'Nobody stands behind you here: decide as you would alone.');
  if (decision.action === 'approve' && decision.contentDigest !== row.content_digest)
    return no('digest_mismatch', 'The approved text is not the text of this revision.');
  const defect = isDefect(decision.action, decision.reason?.code);
  await q(
    `update looks set state = 'decided', decision_id = $3, reviewer_id = $4, device_id = $5,
       action = $6, reason_code = $7, defect = $8, attention = $9, jws = $10, decided_at = now()
     where workspace_id = $1 and id = $2`,
    [
      ...[workspaceId, look.id, decision.id, reviewer.id, deviceId, decision.action],
      ...[decision.reason?.code ?? null, defect, JSON.stringify(decision.attention), jws],
    ],
  );
  if (look.reason === 'spot-check' && defect)
    await foundWrong(q, { workspaceId, lookId: look.id, proposalId: row.proposal_id });
  const closed = look.reason === 'audit' ? await watch(q, { workspaceId, row, defect }) : null;
  return { answer: { id: decision.id, status: 'accepted' }, closed };
}

/** The detector of the lane that it ran in sees the outcome; where it trips the lane closes, here and now. */
async function watch(
  q: Query,
  { workspaceId, row, defect }: { workspaceId: string; row: Row; defect: boolean },
): Promise<LaneRef | null> {
  const [pass] = await q<{
    workflow_id: string;
    model: string;
    model_version: string;
    prompt_version: string;
    tier: Tier;
  }>(
    `select workflow_id, model, model_version, prompt_version, tier from lane_passes
     where workspace_id = $1 and proposal_id = $2 and revision = $3`,
    [workspaceId, row.proposal_id, row.revision],
  );
  if (!pass) return null;
  const lane: LaneRef = {
    ...{ workspaceId, workflowId: pass.workflow_id, tier: pass.tier },
    subject: { model: pass.model, modelVersion: pass.model_version, prompt: pass.prompt_version },
  };
  const [at] = await q<LaneRow>(
    `select ${LANE_COLUMNS} from lanes l where ${LANE_IS} for update`,
    laneValues(lane),
  );
  if (!at?.open || at.watch === null) return null;
  const next = saw(at.watch, defect);
  if (next.tripped) {
    const why = tripSentence(next.watch);
    await closeLane(q, lane, { at: new Date().toISOString(), by: 'detector', why });
    return lane;
  }
  await q(`update lanes l set watch = $7 where ${LANE_IS}`, [
    ...laneValues(lane),
    JSON.stringify(next.watch),
  ]);
  return null;
}

/** Said once it is decided: that it was planted, what was wrong, and whether it was seen. */
async function planted(
  q: Query,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<string> {
  const [row] = await q<{ message: string; defect: boolean }>(
    `select c.planted ->> 'message' as message, k.defect from canaries c
     join looks k on k.workspace_id = c.workspace_id and k.id = c.look_id
     where c.workspace_id = $1 and c.look_id = $2`,
    [workspaceId, id],
  );
  if (!row) return '';
  const seen = row.defect ? 'You caught it.' : 'It was let through; nothing was sent.';
  return `This one was planted to see whether defects are noticed: ${row.message} ${seen}`;
}
