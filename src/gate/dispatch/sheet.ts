import { whyNotApproved, whyNotIn } from '../../core/review/channel.ts';
import type { Reason } from '../../core/schema/decision.ts';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import type { Policy } from '../../core/schema/workflow.ts';
import type { SheetAnswer, SheetDecision } from '../../protocol/sheet.ts';
import type { UseCaseDeps } from './deps.ts';
import type { ReviewerIdentity } from './ports.ts';
import { DECIDABLE } from './states.ts';

/** A row of a sheet as it was read, with a decision in it. */
export type SheetRow = {
  line: number;
  proposalId: string;
  revision: number;
  contentDigest: string;
  action: 'approve' | 'reject';
  reason?: Reason;
};

/** Rows that are looked at side by side. */
const AT_ONCE = 6;
const PAGE = 200;

type Deps = Pick<UseCaseDeps, 'store' | 'now'>;
/** `fits`: a sheet shows all of it that has to be read before it is approved */
type CheckDeps = Deps & { fits(item: ReviewItem): boolean };

/** What a reviewer can decide in a sheet now: waits, is theirs, and neither policy nor gate keeps it out. */
export async function sheetItems(deps: Deps, identity: ReviewerIdentity): Promise<ReviewItem[]> {
  const { feed, slack } = deps.store;
  const { workspaceId } = identity;
  const policies = await policiesOf(deps, workspaceId);
  const items = new Map<string, ReviewItem>();
  for (let cursor: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof feed.read>> = await feed.read({
      identity,
      cursor,
      limit: PAGE,
    });
    const wanted = page.entries.flatMap((entry) =>
      entry.op === 'upsert' && whyNotHere(entry.item, policies) === null ? [entry.item] : [],
    );
    const proposalIds = wanted.map(({ proposalId }) => proposalId);
    const kept = await slack.kept({ workspaceId, proposalIds });
    for (const entry of page.entries)
      items.delete(entry.op === 'upsert' ? entry.item.proposalId : entry.proposalId);
    for (const item of wanted) if (!kept.has(item.proposalId)) items.set(item.proposalId, item);
    ({ cursor, more } = page);
  }
  return [...items.values()].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

type Policies = ReadonlyMap<string, Pick<Policy, 'channels'>>;

async function policiesOf({ store }: Deps, workspaceId: string): Promise<Policies> {
  const workflows = await store.workflows.listWorkflows(workspaceId);
  return new Map(workflows.map(({ id, policy }) => [id, policy]));
}

/** Why it isn't one for a sheet, as a sentence; null where it is. */
function whyNotHere(item: ReviewItem, policies: Policies): string | null {
  const { lane, state, ownership, decision, kind, tier } = item;
  if (decision && !DECIDABLE.has(state))
    return `Decided already by ${decision.by}; leave its cell empty.`;
  if (!DECIDABLE.has(state)) return `It is ${state} by now; leave its cell empty.`;
  if (lane !== 'human') return 'Nobody has to decide this; leave its cell empty.';
  if (ownership?.mine === false) return ownership.message;
  return whyNotIn('sheet', { kind, tier, policy: policies.get(item.workflow.id) ?? {} });
}

/**
 * What the rows would decide as things stand, each by itself; nothing is decided. A proposal that is
 * there twice is refused in every row of it: nobody can tell which one was meant.
 */
export async function checkSheet(
  deps: CheckDeps,
  identity: ReviewerIdentity,
  rows: readonly SheetRow[],
): Promise<Pick<SheetAnswer, 'ready' | 'refused'>> {
  const lines = new Map<string, number[]>();
  for (const { proposalId, line } of rows)
    lines.set(proposalId, [...(lines.get(proposalId) ?? []), line]);
  const policies = await policiesOf(deps, identity.workspaceId);
  const answers: (string | SheetDecision)[] = [];
  const waiting = [...rows.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, row] = next;
      const twice = lines.get(row.proposalId) ?? [];
      answers[index] =
        twice.length > 1
          ? `This proposal is decided in lines ${twice.join(', ')}: keep one of them.`
          : await checkRow({ ...deps, policies }, identity, row);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const ready: SheetAnswer['ready'] = [];
  const refused: SheetAnswer['refused'] = [];
  for (const [index, { line, proposalId }] of rows.entries()) {
    const answer = answers[index];
    if (typeof answer === 'string') refused.push({ line, proposalId, message: answer });
    else if (answer) ready.push({ line, decision: answer });
  }
  return { ready, refused };
}

async function checkRow(
  { store, now, fits, policies }: CheckDeps & { policies: Policies },
  identity: ReviewerIdentity,
  row: SheetRow,
): Promise<string | SheetDecision> {
  const { proposalId, revision, contentDigest, action, reason } = row;
  const item = await store.feed.item({ identity, proposalId });
  if (!item) return 'This is not in your queue: another decides it, or it is unknown here.';
  const { workspaceId } = identity;
  const kept = await store.slack.kept({ workspaceId, proposalIds: [proposalId] });
  if (kept.size > 0) return 'This is decided on its review page only.';
  if (revision < item.revision)
    return `The agent has sent revision ${item.revision}; export the sheet again and read it.`;
  if (revision > item.revision || contentDigest !== item.contentDigest)
    return 'The revision or digest is not that of this proposal; export the sheet again.';
  const why = whyNotHere(item, policies);
  if (why !== null) return why;
  if (item.expiresAt !== undefined && Date.parse(item.expiresAt) <= now())
    return 'It expired before this came; leave its cell empty.';
  if (action === 'approve') {
    const not = whyNotApproved(item.content);
    if (not !== null) return not;
    if (!fits(item)) return 'This is longer than a cell: read and approve it on its review page.';
    if (item.signOff?.mine === false) return item.signOff.message;
  }
  return { proposalId, revision, contentDigest, action, ...(reason ? { reason } : {}) };
}
