import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type ConductPolicy, DEFAULT_CONDUCT } from '../../../src/core/conduct/policy.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import type { SuppressionInput } from '../../../src/core/schema/suppression.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { approved, mail, revisionOf, type Scene, scene } from '../store/scene.ts';

export type { Scene };

/** A workspace whose workflow takes everything that reaches a buyer. */
export async function conductScene(store: Store): Promise<Scene> {
  const at = await scene(store);
  await store.workflows.putWorkflow({
    workspaceId: at.workspaceId,
    workflow: {
      id: at.workflowId,
      name: 'Outbound',
      pattern: 'pre-approval',
      owner: 'boss@seller.example',
      kinds: [
        ...(['email.draft', 'sequence.enroll', 'message.social', 'call.task'] as const),
        ...(['meeting.schedule', 'contact.enrich', 'price.quote'] as const),
      ],
      policy: { ...DEFAULT_POLICY, version: 2 },
    },
  });
  return at;
}

export const setPolicy = (at: Scene, change: Partial<ConductPolicy>) =>
  at.store.conduct.putPolicy({
    workspaceId: at.workspaceId,
    policy: { ...DEFAULT_CONDUCT, ...change },
    by: 'test',
  });

export const suppress = (
  at: Scene,
  entry: Omit<SuppressionInput, 'reason'> & { reason?: SuppressionInput['reason'] },
) =>
  at.store.conduct.suppress({
    workspaceId: at.workspaceId,
    entries: [{ reason: 'opt-out', ...entry, id: randomUUID() }],
    by: 'test',
  });

export const mailTo = (
  address: string,
  change: Partial<Extract<Content, { kind: 'email.draft' }>> = {},
): Content => mail({ to: [{ email: address }], subject: randomUUID(), ...change });

export const contactRecord = (id: string) => ({ system: 'HubSpot', object: 'contact', id });
export const social = (id: string): Content => ({
  kind: 'message.social',
  network: 'LinkedIn',
  contact: contactRecord(id),
  text: `Hello ${randomUUID()}`,
});
export const call = (id: string, dueAt = new Date().toISOString()): Content => ({
  kind: 'call.task',
  contact: contactRecord(id),
  phone: '+4930123456',
  script: randomUUID(),
  dueAt,
});
export const enroll = (
  id: string,
  change: Partial<Extract<Content, { kind: 'sequence.enroll' }>> = {},
): Content => ({
  kind: 'sequence.enroll',
  contact: contactRecord(id),
  sequence: { id: randomUUID(), name: 'Spring', version: '1' },
  steps: [],
  ...change,
});

export const propose = async (at: Scene, content: Content) =>
  (await at.store.proposals.submit(await revisionOf(at, { content }))).proposalId;

const executorOf = (content: Content): string =>
  content.kind === 'email.draft' ? 'gate:smtp' : 'gate:webhook';

/** Submits and approves. */
export const cleared = (
  at: Scene,
  content: Content,
  change: { executor?: string; dispatch?: boolean } = {},
) => approved(at, { content, executor: executorOf(content), ...change });
export type Cleared = Awaited<ReturnType<typeof cleared>>;

/** Redeems as a gate process does; through `store` when another process' is to be used. */
export const redeem = (at: Scene, made: Cleared, store = at.store) =>
  store.clearances.redeem({
    workspaceId: at.workspaceId,
    clearanceId: made.clearance.id,
    executor: made.clearance.claims.aud,
    contentDigest: made.clearance.claims.contentDigest,
    ...(made.clearance.claims.aud.startsWith('gate:')
      ? { claimedBy: 'test' }
      : { dispatchId: randomUUID() }),
  });

export const send = async (at: Scene, content: Content) => redeem(at, await cleared(at, content));

export const stateOf = async (at: Scene, proposalId: string) =>
  (await at.store.proposals.current({ workspaceId: at.workspaceId, proposalId }))?.state;

/** Runs in the scene's workspace, as the superuser sees it. */
export const touchesOf = async (sql: pg.Pool, at: Scene) =>
  (
    await sql.query<{ person: string; channel: string; undone_at: Date | null }>(
      'select person, channel, undone_at from touches where workspace_id = $1 order by id',
      [at.workspaceId],
    )
  ).rows;
