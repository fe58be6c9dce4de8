import { createHash } from 'node:crypto';
import type { Route, Who } from '../../protocol/routes.ts';
import { Refusal } from '../dispatch/ports.ts';
import { addressOf, type Caller, type HttpContext, type HttpDeps } from './context.ts';
import { checkProof, REPLAY_SECONDS, refusedProof, usedBefore, verifyProof } from './dpop.ts';
import type { Nonces } from './nonce.ts';
import { HttpRefusal } from './problem.ts';
import { RateLimit } from './rate.ts';
import { allowScope } from './scope.ts';

/** Secrets are looked up by their SHA-256, lower-case hex. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');

const REVIEWERS: readonly Who[] = ['reviewer', 'manager', 'admin', 'executor'];

/** Finds out who calls and refuses whom the route isn't for. */
export function createIdentify(deps: HttpDeps & { nonces: Nonces }) {
  const { config } = deps;
  const agents = new RateLimit(config.agentRate);
  const attempts = {
    address: new RateLimit({
      perSecond: config.pairRate.perAddress / 60,
      burst: config.pairRate.perAddress,
    }),
    overall: new RateLimit({
      perSecond: config.pairRate.overall / 60,
      burst: config.pairRate.overall,
    }),
  };

  const attempt = (key: string, perMinute: number): Promise<number> =>
    deps.store.operating.takeToken({ key, perSecond: perMinute / 60, burst: perMinute });

  /** @throws Refusal unauthenticated, use-dpop-nonce, forbidden, rate-limited */
  return async (c: HttpContext, route: Pick<Route, 'who' | 'method' | 'path'>): Promise<Caller> => {
    const { who } = route;
    const proof = c.req.header('dpop');
    const target = { method: c.req.method, path: c.req.path, proof };
    if (who.includes('pairing') || who.includes('device')) {
      const address = addressOf(c, config.trustProxy);
      if (who.includes('pairing')) {
        // In memory first, which costs nothing; what passes counts over all processes.
        limit(attempts.address.take(address));
        limit(attempts.overall.take(''));
        const { perAddress, overall } = config.pairRate;
        limit(await attempt(`pair:${hashSecret(`pairing\n${address}`)}`, perAddress));
        limit(await attempt('pair', overall));
      }
      return { kind: 'proof', proof: await verifyProof(deps, target) };
    }
    const { scheme, secret } = credentials(c.req.header('authorization'));
    if (scheme === 'bearer') {
      const agent = await deps.store.people.agentByKeyHash(hashSecret(secret));
      if (!agent) {
        throw new HttpRefusal('unauthenticated', 'The API key is not known here.', {
          'www-authenticate': 'Bearer error="invalid_token"',
        });
      }
      limit(agents.take(agent.key?.id ?? agent.agentId, agent.key));
      if (!who.includes('agent')) throw new Refusal('forbidden', 'An agent may not do this.');
      allowScope(agent, route);
      return { kind: 'agent', agent };
    }
    if (scheme === 'dpop') {
      const { key, jkt } = await checkProof(deps, { ...target, token: secret });
      const tokenHash = hashSecret(secret);
      const asked = { tokenHash, key, ttlSeconds: REPLAY_SECONDS };
      const { first, reviewer } = await deps.store.people.reviewerByProof(asked);
      if (!first) throw usedBefore();
      if (!reviewer || reviewer.jkt !== jkt) {
        throw new HttpRefusal(
          'unauthenticated',
          'The token is not known, over, or not of this key.',
          {
            'www-authenticate': 'DPoP error="invalid_token", algs="ES256"',
          },
        );
      }
      allowReviewer(who, reviewer.reviewer.role);
      return { kind: 'reviewer', reviewer };
    }
    if (who.includes('agent') && !who.some((each) => REVIEWERS.includes(each))) {
      throw new HttpRefusal('unauthenticated', 'Send the API key as a bearer token.', {
        'www-authenticate': 'Bearer',
      });
    }
    throw refusedProof('Send the access token with a DPoP proof.');
  };
}

function allowReviewer(who: readonly Who[], role: 'rep' | 'manager' | 'admin'): void {
  if (who.includes('reviewer') || who.includes('executor')) return;
  if (who.includes('manager') && role !== 'rep') return;
  if (who.includes('admin') && role === 'admin') return;
  const whoMay = who.includes('manager')
    ? 'Only a manager may do this.'
    : who.includes('admin')
      ? 'Only an admin may do this.'
      : 'A reviewer may not do this.';
  throw new Refusal('forbidden', whoMay);
}

function credentials(header: string | undefined): { scheme: string; secret: string } {
  const match = /^([A-Za-z]+) +([A-Za-z0-9._~+/=-]{1,512})$/.exec(header ?? '');
  return { scheme: match?.[1]?.toLowerCase() ?? '', secret: match?.[2] ?? '' };
}

function limit(wait: number): void {
  if (wait > 0)
    throw new HttpRefusal('rate-limited', `Wait ${wait} s.`, { 'retry-after': String(wait) });
}
