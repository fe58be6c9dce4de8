import { randomBytes } from 'node:crypto';
import { Refusal } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';
import { refusedProof } from './dpop.ts';
import { hashSecret } from './identify.ts';
import { codeForm } from './pairing-code.ts';

type Names = 'pair' | 'token' | 'me' | 'revokeDevice' | 'live';

/** an access token's life, in seconds */
export const TOKEN_SECONDS = 3600;
/** a WebSocket ticket's life, in seconds */
const TICKET_SECONDS = 30;

const secret = (prefix: string): string => `${prefix}${randomBytes(32).toString('base64url')}`;

/** Enrolment of a device, its token and its ticket for live frames. */
export const deviceHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { store, keys, config } = deps;
  const { people } = store;
  const workspaceOf = async (id: string) => {
    const workspace = (await people.listWorkspaces()).find((each) => each.id === id);
    if (!workspace) throw new Refusal('not-found', 'The workspace is gone.');
    return workspace;
  };
  return {
    pair: async ({ caller: { proof }, body }) => {
      const { jwk, code, device: deviceName } = body;
      if (jwk.x !== proof.jwk.x || jwk.y !== proof.jwk.y)
        throw refusedProof('The proof is of another key than the one to enrol.');
      const accessToken = secret('cst_');
      const deviceId = deps.newId();
      const enrolled = await people.redeemPairingCode({
        codeHash: hashSecret(codeForm(code)),
        deviceId,
        deviceName,
        jkt: proof.jkt,
        jwk: proof.jwk,
        tokenHash: hashSecret(accessToken),
        tokenTtlSeconds: TOKEN_SECONDS,
      });
      if (!enrolled)
        throw new Refusal(
          'pairing-refused',
          'Ask for a new code; each works once, for ten minutes.',
        );
      const gate = {
        name: config.name,
        url: config.publicUrl,
        keyThumbprint: await keys.thumbprint(),
      };
      return { deviceId, accessToken, ...enrolled, gate };
    },

    token: async ({ caller: { proof }, body: { deviceId } }) => {
      const device = await people.deviceById(deviceId);
      if (!device || device.jkt !== proof.jkt)
        throw refusedProof('This key is not enrolled for that device.');
      const accessToken = secret('cst_');
      const { expiresAt } = await people.issueToken({
        deviceId,
        tokenHash: hashSecret(accessToken),
        ttlSeconds: TOKEN_SECONDS,
      });
      return { accessToken, expiresAt };
    },

    me: async ({ caller: { reviewer: identity } }) => ({
      deviceId: identity.deviceId,
      workspace: await workspaceOf(identity.workspaceId),
      reviewer: identity.reviewer,
      now: new Date(deps.now()).toISOString(),
    }),

    revokeDevice: async ({ caller }) => ({
      revoked: await people.revokeDevice(caller.reviewer.deviceId),
    }),

    live: async ({ caller }) => {
      const ticket = secret('');
      await people.putTicket({
        ticketHash: hashSecret(ticket),
        deviceId: caller.reviewer.deviceId,
        ttlSeconds: TICKET_SECONDS,
      });
      return { ticket, expiresAt: new Date(deps.now() + TICKET_SECONDS * 1000).toISOString() };
    },
  };
};
