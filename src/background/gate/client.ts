import type { RouteName } from '../../protocol/routes.ts';
import type { Store } from '../../store/db.ts';
import { deviceKey } from '../../store/keys.ts';
import { getMeta, type Pairing, putMeta } from '../../store/meta.ts';
import { GateProblem, NotPaired, Revoked } from './problems.ts';
import type { Answer, CallInput, Requests } from './request.ts';

/** Milliseconds before its end at which a token is renewed. */
const EARLY_MS = 60_000;
/** Milliseconds for which a new token is believed in any case; a refusal renews it sooner. */
const LEAST_MS = 30_000;

/** Calls to the gate that this device is paired with. */
export type Gate = {
  /** @throws NotPaired, Revoked, GateProblem, GateUnreachable */
  call<N extends RouteName>(name: N, input: CallInput<N>): Promise<Answer<N>>;
};

/**
 * When to renew a token, on this device's clock. The gate's own clock says how long it lives, so
 * that a device whose clock is wrong renews as often as any other.
 */
export const renewAt = (expiresAt: string, serverNow: number, now: number): number =>
  now + Math.max(LEAST_MS, Date.parse(expiresAt) - serverNow - EARLY_MS);

/** The client: token renewed when it ends or is refused, once; every request proved by the key. */
export function gateClient(input: { db: Store; requests: Requests; now: () => number }): Gate {
  const { db, requests, now } = input;
  let renewal: Promise<string> | null = null;

  async function device(): Promise<{ pairing: Pairing; pair: CryptoKeyPair }> {
    const [pairing, key] = await Promise.all([getMeta(db, 'pairing'), deviceKey(db)]);
    if (pairing === undefined || key === undefined) throw new NotPaired();
    return { pairing, pair: key.pair };
  }

  async function renew(pairing: Pairing, pair: CryptoKeyPair): Promise<string> {
    const { deviceId, gateUrl } = pairing;
    try {
      const { answer, serverNow } = await requests.send(
        'token',
        { body: { deviceId } },
        { gateUrl, pair },
      );
      const at = renewAt(answer.expiresAt, serverNow, now());
      await keepToken({
        deviceId,
        accessToken: answer.accessToken,
        renewAt: at,
      });
      return answer.accessToken;
    } catch (error) {
      const refused = error instanceof GateProblem && [401, 403, 404].includes(error.status);
      throw refused && error.code !== null ? new Revoked() : error;
    }
  }

  function keepToken(fresh: { deviceId: string; accessToken: string; renewAt: number }) {
    return db.transaction('rw', db.meta, async () => {
      const current = await getMeta(db, 'pairing');
      // Signed out or paired anew meanwhile: that stands.
      if (current?.deviceId === fresh.deviceId)
        await putMeta(db, 'pairing', { ...current, ...fresh });
    });
  }

  /** One renewal at a time, whoever asks. */
  function renewOnce(pairing: Pairing, pair: CryptoKeyPair): Promise<string> {
    renewal ??= renew(pairing, pair).finally(() => {
      renewal = null;
    });
    return renewal;
  }

  return {
    async call(name, callInput) {
      const { pairing, pair } = await device();
      const { gateUrl } = pairing;
      const token = now() >= pairing.renewAt ? await renewOnce(pairing, pair) : pairing.accessToken;
      try {
        return (await requests.send(name, callInput, { gateUrl, pair, token })).answer;
      } catch (error) {
        if (!(error instanceof GateProblem) || error.code !== 'unauthenticated') throw error;
        const fresh = await renewOnce(pairing, pair);
        return (await requests.send(name, callInput, { gateUrl, pair, token: fresh })).answer;
      }
    },
  };
}
