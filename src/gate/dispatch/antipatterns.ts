import { detect } from '../../core/antipatterns/detect.ts';
import type { Finding, Fix } from '../../core/antipatterns/finding.ts';
import { fixed } from '../../core/antipatterns/fixes.ts';
import type { AntiPatternsAnswer, FixAnswer, FixRequest } from '../../protocol/antipatterns.ts';
import type { UseCaseDeps } from './deps.ts';
import { putWorkflow } from './ownership.ts';
import { type NewFix, Refusal } from './ports.ts';

type Deps = Pick<UseCaseDeps, 'store' | 'now' | 'newId' | 'loopbackWebhooks'>;
/** fixes that one answer lists */
const LISTED = 100;

const findingsOf = async ({ store, now }: Pick<Deps, 'store' | 'now'>, workspaceId: string) =>
  detect(await store.antipatterns.evidence({ workspaceId, now: now() }));

/** What a workspace surely has now, and what was done about what it had. */
export async function antiPatterns(deps: Deps, workspaceId: string): Promise<AntiPatternsAnswer> {
  return {
    findings: await findingsOf(deps, workspaceId),
    fixes: await deps.store.antipatterns.fixes({ workspaceId, limit: LISTED }),
  };
}

/** Looks through every workspace and tells the owners of what is new. */
export async function tellAntiPatterns(
  deps: Pick<Deps, 'store' | 'now'>,
): Promise<{ raised: number; ended: number }> {
  const done = { raised: 0, ended: 0 };
  for (const workspaceId of await deps.store.antipatterns.workspaces()) {
    const findings = await findingsOf(deps, workspaceId);
    const { raised, ended } = await deps.store.antipatterns.tell({ workspaceId, findings });
    done.raised += raised;
    done.ended += ended;
  }
  return done;
}

/**
 * Does one thing about a finding, as the data and the policy stand now: a new version of the policy, in
 * whose transaction the reason is kept, or an existing lever.
 * @throws Refusal not-found when it is not found any more, version-conflict when the policy is another
 */
export async function applyFix(
  deps: Deps,
  input: { workspaceId: string; by: string; request: FixRequest },
): Promise<FixAnswer> {
  const { workspaceId, by, request } = input;
  const findings = await findingsOf(deps, workspaceId);
  const finding = findings.find(({ key }) => key === request.finding);
  const fix = finding?.fixes.find(({ id }) => id === request.fix);
  if (!finding || !fix)
    throw new Refusal('not-found', 'That is not found any more, or is mended otherwise now.');
  const because: NewFix = {
    ...{ id: deps.newId(), finding: finding.key, pattern: finding.pattern },
    ...{ workflowId: fix.workflowId, fix: fix.kind, reason: request.reason },
    figures: finding.figures,
  };
  if (fix.basedOn === undefined) return pull(deps, { ...input, finding, fix, because });
  const { store } = deps;
  const workflow = await store.workflows.getWorkflow({ workspaceId, id: fix.workflowId });
  const stale = fix.basedOn !== request.basedOn || workflow?.policy.version !== fix.basedOn;
  if (!workflow || stale)
    throw new Refusal(
      'version-conflict',
      `The policy is at version ${workflow?.policy.version ?? fix.basedOn} by now: look again.`,
    );
  const next = fixed(workflow, fix);
  if (!next) throw new Refusal('not-found', 'The policy says so already.');
  const put = await putWorkflow(deps, {
    ...{ workspaceId, workflow: next, by, because },
    reason: because.reason,
  });
  return { version: put.policy.version };
}

async function pull(
  { store, newId }: Deps,
  work: { workspaceId: string; by: string; finding: Finding; fix: Fix; because: NewFix },
): Promise<FixAnswer> {
  const { workspaceId, by, fix, because } = work;
  const { reason } = because;
  let answer: FixAnswer;
  if (fix.kind === 'recall-unread' && fix.person !== undefined && fix.since !== undefined) {
    const request = { reviewer: fix.person, since: fix.since, unreadOnly: true, reason };
    const done = await store.levers.recall({ workspaceId, id: newId(), by, request });
    if (!done) throw new Refusal('not-found', 'There is no such reviewer.');
    answer = { recalled: done.recalled.length, gone: done.gone.length };
  } else {
    const { workflowId } = fix;
    const ref = { workspaceId, workflowId, by, cause: 'person' as const, reason };
    answer = await store.lanes.close(ref);
  }
  await store.antipatterns.noted({ workspaceId, fix: because, by });
  return answer;
}
