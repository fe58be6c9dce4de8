import { randomBytes } from 'node:crypto';
import { OVERLAP_SECONDS } from '../../protocol/agents.ts';
import type { adminRoutes } from '../../protocol/routes/admin.ts';
import { Refusal, type ReviewerIdentity } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';
import { hashSecret } from './identify.ts';

/** An API key of 256 random bits. */
export const newAgentKey = (): string => `csk_${randomBytes(32).toString('base64url')}`;

const by = (reviewer: ReviewerIdentity): string => `device:${reviewer.deviceId}`;

/** What admins run a workspace by. */
export const adminHandlers = (deps: HttpDeps): Pick<Handlers, keyof typeof adminRoutes> => {
  const { agents, retention } = deps.store;
  const policyOf = async (workspaceId: string) =>
    Object.fromEntries((await retention.policy(workspaceId)).map(({ what, days }) => [what, days]));
  return {
    agents: async ({ caller }) => ({ agents: await agents.list(caller.reviewer.workspaceId) }),

    createAgent: async ({ caller: { reviewer }, body: { name, ...limits } }) => {
      const [id, key] = [deps.newId(), newAgentKey()];
      const { workspaceId } = reviewer;
      const keyHash = hashSecret(key);
      await agents.create({ workspaceId, id, name, keyHash, limits, by: by(reviewer) });
      return { agentId: id, keyId: id, key, webhookSecret: deps.webhookSecret(workspaceId) };
    },

    rotateAgentKey: async ({ caller: { reviewer }, id: agentId, body }) => {
      const { overlapSeconds = OVERLAP_SECONDS, ...limits } = body;
      const [keyId, key] = [deps.newId(), newAgentKey()];
      const done = await agents.rotate({
        workspaceId: reviewer.workspaceId,
        agentId,
        keyId,
        keyHash: hashSecret(key),
        overlapSeconds,
        limits,
        by: by(reviewer),
      });
      if (!done) throw new Refusal('not-found', 'There is no such agent, or it is revoked.');
      return { agentId, keyId, key };
    },

    revokeAgent: async ({ caller: { reviewer }, id: agentId }) => ({
      revoked: await agents.revokeAgent({
        workspaceId: reviewer.workspaceId,
        agentId,
        by: by(reviewer),
      }),
    }),

    revokeAgentKey: async ({ caller: { reviewer }, id: keyId }) => ({
      revoked: await agents.revokeKey({
        workspaceId: reviewer.workspaceId,
        keyId,
        by: by(reviewer),
      }),
    }),

    devices: async ({ caller }) => ({ devices: await agents.devices(caller.reviewer.workspaceId) }),

    revokeOthersDevice: async ({ caller: { reviewer }, id: deviceId }) => ({
      revoked: await agents.revokeDevice({
        workspaceId: reviewer.workspaceId,
        deviceId,
        by: by(reviewer),
        asAdmin: reviewer.reviewer.role === 'admin',
      }),
    }),

    erase: ({ caller: { reviewer }, body: { address } }) =>
      retention.erasePerson({
        workspaceId: reviewer.workspaceId,
        id: deps.newId(),
        address,
        requestedBy: by(reviewer),
      }),

    erasures: async ({ caller }) => ({
      erasures: await retention.erasures(caller.reviewer.workspaceId),
    }),

    erasure: async ({ caller, id }) => {
      const found = await retention.erasure({ workspaceId: caller.reviewer.workspaceId, id });
      if (!found) throw new Refusal('not-found', 'There is no such erasure.');
      return found;
    },

    retention: ({ caller }) => policyOf(caller.reviewer.workspaceId),

    setRetention: async ({ caller: { reviewer }, body }) => {
      const { workspaceId } = reviewer;
      for (const what of ['content', 'signals'] as const) {
        const days = body[what];
        if (days !== undefined)
          await retention.setPolicy({ workspaceId, what, days, by: by(reviewer) });
      }
      return policyOf(workspaceId);
    },
  };
};
