import { randomUUID } from 'node:crypto';
import { contentDigest } from '../../../src/core/digest/content.ts';
import { sha256Hex } from '../../../src/core/digest/sha256.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { Role } from '../../../src/core/schema/people.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import type {
  NewClearance,
  ReviewerIdentity,
  RoutedRevision,
  Store,
} from '../../../src/gate/dispatch/ports.ts';

/** A workspace with one agent, one workflow and one rep's device, in a store. */
export type Scene = {
  store: Store;
  workspaceId: string;
  agentId: string;
  workflowId: string;
  rep: ReviewerIdentity;
};

export const MAILBOX = 'ana@seller.example';

export async function scene(store: Store): Promise<Scene> {
  const workspaceId = randomUUID();
  await store.people.createWorkspace({ id: workspaceId, name: 'Seller' });
  const agentId = randomUUID();
  await store.people.createAgent({
    workspaceId,
    id: agentId,
    name: 'Scribe',
    keyHash: await sha256Hex(randomUUID()),
  });
  const workflowId = 'outbound';
  await store.workflows.putWorkflow({
    workspaceId,
    workflow: {
      id: workflowId,
      name: 'Outbound mail',
      pattern: 'pre-approval',
      owner: 'boss@seller.example',
      kinds: ['email.draft', 'contact.enrich'],
      policy: DEFAULT_POLICY,
    },
  });
  const rep = await enrol(store, {
    workspaceId,
    role: 'rep',
    mailboxes: [MAILBOX],
  });
  return { store, workspaceId, agentId, workflowId, rep };
}

/** A reviewer with a paired device, by the way a real one takes. */
export async function enrol(
  store: Store,
  input: { workspaceId: string; role: Role; mailboxes: string[] },
): Promise<ReviewerIdentity> {
  const reviewer = await store.people.upsertReviewer({
    workspaceId: input.workspaceId,
    id: randomUUID(),
    name: `Reviewer ${input.role}`,
    email: `${randomUUID()}@seller.example`,
    role: input.role,
    mailboxes: input.mailboxes,
  });
  const codeHash = await sha256Hex(randomUUID());
  await store.people.createPairingCode({
    codeHash,
    workspaceId: input.workspaceId,
    reviewerId: reviewer.id,
    ttlSeconds: 600,
  });
  const deviceId = randomUUID();
  const paired = await store.people.redeemPairingCode({
    codeHash,
    deviceId,
    deviceName: 'Laptop',
    jkt: await sha256Hex(deviceId),
    jwk: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) },
    tokenHash: await sha256Hex(randomUUID()),
    tokenTtlSeconds: 3600,
  });
  const identity = paired && (await store.people.deviceById(deviceId));
  if (!identity) throw new Error('pairing failed');
  return identity;
}

export const mail = (
  change: Partial<Extract<Content, { kind: 'email.draft' }>> = {},
): Extract<Content, { kind: 'email.draft' }> => ({
  kind: 'email.draft',
  delivery: 'gate',
  from: { email: MAILBOX, name: 'Ana' },
  to: [{ email: 'bob@buyer.example', name: 'Bob' }],
  cc: [],
  bcc: [],
  subject: 'Hello Bob',
  body: '<p>Hello Bob,</p><p>shall we talk?</p>',
  attachments: [],
  ...change,
});

export async function revisionOf(
  at: Scene,
  change: Partial<RoutedRevision> & {
    externalId?: string;
    confidence?: number;
  } = {},
): Promise<RoutedRevision> {
  const content = change.content ?? mail();
  const externalId = change.externalId ?? randomUUID();
  const digest = await contentDigest(content);
  return {
    workspaceId: at.workspaceId,
    agentId: at.agentId,
    proposalId: randomUUID(),
    content,
    contentDigest: digest,
    submissionDigest: digest,
    flags: [],
    lane: 'human',
    tier: 'low',
    trigger: { code: 'buyer-facing', message: 'A buyer sees it.' },
    dueHours: 8,
    ...change,
    input: {
      workflowId: at.workflowId,
      externalId,
      agent: { model: 'm', modelVersion: '1' },
      content,
      confidence: change.confidence ?? 0.7,
      reasoning: [],
      claims: [],
      flags: [],
      ...change.input,
    },
  };
}

/** A clearance's row for a content; `jws` is opaque to the store. */
export async function clearanceOf(
  at: Scene,
  input: {
    proposalId: string;
    revision?: number;
    content: Content;
    decision?: string;
    executor?: string;
    dispatch?: boolean;
    seconds?: number;
    composeDigest?: string;
    sign?: (claims: NewClearance['claims']) => Promise<string>;
  },
): Promise<NewClearance> {
  const id = randomUUID();
  const now = Math.floor(Date.now() / 1000);
  const claims: NewClearance['claims'] = {
    iss: 'https://gate.example',
    jti: id,
    sub: input.proposalId,
    aud: input.executor ?? 'gate:smtp',
    iat: now,
    exp: now + (input.seconds ?? 3600),
    workspace: at.workspaceId,
    workflow: at.workflowId,
    revision: input.revision ?? 1,
    contentDigest: await contentDigest(input.content),
    policyVersion: 1,
    ...(input.decision === undefined ? {} : { decision: input.decision }),
    ...(input.composeDigest === undefined ? {} : { composeDigest: input.composeDigest }),
  };
  const jws = (await input.sign?.(claims)) ?? 'header.claims.signature';
  return {
    id,
    jws,
    claims,
    ...(input.dispatch === false ? {} : { dispatchId: randomUUID() }),
  };
}

export async function decisionOn(
  at: Scene,
  change: Partial<Decision> & { proposalId: string; on?: Content },
): Promise<Decision> {
  const { on, ...rest } = change;
  return {
    v: 1,
    id: randomUUID(),
    workspaceId: at.workspaceId,
    revision: 1,
    action: 'approve',
    contentDigest: await contentDigest(rest.content ?? on ?? mail()),
    attention: {
      activeMs: 1000,
      unseenWords: 5,
      flagsSeen: true,
      evidenceOpened: 0,
    },
    decidedAt: new Date().toISOString(),
    ...rest,
  };
}

/** Records a decision as the gate would, with its clearance when it approves. */
export async function decide(
  at: Scene,
  input: {
    decision: Decision;
    identity?: ReviewerIdentity;
    clearance?: NewClearance;
  },
) {
  const { decision, identity = at.rep } = input;
  return at.store.decisions.record({
    identity,
    decision,
    jws: 'header.decision.signature',
    ...(input.clearance ? { clearance: input.clearance } : {}),
    report: {
      proposalId: decision.proposalId,
      revision: decision.revision,
      state: 'pending',
      decision: {
        id: decision.id,
        action: decision.action,
        receivedAt: decision.decidedAt,
        ...(decision.reason ? { reason: decision.reason } : {}),
      },
    },
  });
}

/** Submits a mail and approves it: what a dispatch needs. */
export async function approved(
  at: Scene,
  input: {
    content?: Content;
    seconds?: number;
    executor?: string;
    dispatch?: boolean;
    composeDigest?: string;
    sign?: (claims: NewClearance['claims']) => Promise<string>;
  } = {},
) {
  const content = input.content ?? mail();
  const revision = await revisionOf(at, { content });
  const { proposalId } = await at.store.proposals.submit(revision);
  const decision = await decisionOn(at, {
    proposalId,
    on: content,
    ...(input.composeDigest === undefined ? {} : { composeDigest: input.composeDigest }),
  });
  const clearance = await clearanceOf(at, {
    ...input,
    proposalId,
    content,
    decision: decision.id,
  });
  const answer = await decide(at, { decision, clearance });
  return { proposalId, revision, decision, clearance, answer, content };
}
