import type { Policy } from '../core/settings/policy.ts';
import type { Payload, Reply } from '../messages/channel.ts';
import type { PagesToWorker } from '../messages/pages-to-worker.ts';
import { type Store, wipe } from '../store/db.ts';
import { startOver } from '../store/items.ts';
import { putDeviceKey } from '../store/keys.ts';
import { CONNECTION_START, getMeta, type Pairing, putMeta } from '../store/meta.ts';
import { loseSignatures, unansweredCount } from '../store/outbox.ts';
import { renewAt } from './gate/client.ts';
import { makeDeviceKey } from './gate/dpop.ts';
import { GateProblem, GateUnreachable } from './gate/problems.ts';
import type { Requests } from './gate/request.ts';
import { gateUrl } from './gate/url.ts';
import type { Preferences } from './preferences.ts';

type Told = Reply<PagesToWorker, 'pair'>;

const no = (detail: string): Told => ({ paired: false, detail });

/**
 * Enrols this browser. A device that was enrolled before keeps its outbox: what the gate hasn't
 * answered was signed by the old key, so the person is asked to confirm it. For another person or
 * workspace those decisions would be lost, and pairing is refused until they are sent or signed out.
 */
export async function pair(
  input: { db: Store; requests: Requests; preferences: Preferences; now: () => number },
  asked: Payload<PagesToWorker, 'pair'>,
): Promise<Told> {
  const { db, requests, now } = input;
  const address = gateUrl(asked.gateUrl);
  if ('wrong' in address) return no(address.wrong);
  const refused = notAllowed(address.url, await input.preferences.policy());
  if (refused !== null) return no(refused);
  const code = asked.code.trim();
  const device = asked.device.trim();
  if (code === '' || code.length > 40) return no('Give the code that `gate pair` printed.');
  if (device === '') return no('Give this device a name.');
  const { pair: keys, jwk, jkt } = await makeDeviceKey();
  try {
    const { answer, serverNow } = await requests.send(
      'pair',
      { body: { code, device, jwk } },
      { gateUrl: address.url, pair: keys },
    );
    const { accessToken, expiresAt, deviceId, workspace, reviewer, gate } = answer;
    const at = renewAt(expiresAt, serverNow, now());
    const pairing: Pairing = {
      gateUrl: address.url,
      ...{ deviceId, jkt, accessToken, renewAt: at, workspace, reviewer, gate },
    };
    return await keep(db, { pairing, keys });
  } catch (error) {
    if (error instanceof GateProblem || error instanceof GateUnreachable) return no(error.message);
    throw error;
  }
}

/** Why this gate is not the one that the organisation wants, or null. */
export function notAllowed(url: string, { gateAddress }: Policy): string | null {
  if (gateAddress === undefined || url === gateAddress.replace(/\/+$/, '')) return null;
  return `Your organisation lets this browser be paired with ${gateAddress} only.`;
}

async function keep(
  db: Store,
  { pairing, keys }: { pairing: Pairing; keys: CryptoKeyPair },
): Promise<Told> {
  return await db.transaction('rw', db.tables, async () => {
    const before = await getMeta(db, 'pairing');
    const same =
      before?.workspace.id === pairing.workspace.id && before.reviewer.id === pairing.reviewer.id;
    const waiting = await unansweredCount(db);
    if (before !== undefined && !same && waiting > 0) {
      return no(
        `${waiting} decisions of ${before.reviewer.name} have not reached their gate. Sign out first.`,
      );
    }
    if (same) {
      await loseSignatures(db);
      // Clearances name the device: what the old one was told isn't what this one will be.
      await startOver(db);
    } else {
      // What was set up before anybody was paired is this person's; another's goes with the rest.
      const [settings, sites] = await Promise.all([getMeta(db, 'settings'), getMeta(db, 'sites')]);
      await wipe(db);
      if (before === undefined) {
        if (settings) await putMeta(db, 'settings', settings);
        if (sites) await putMeta(db, 'sites', sites);
      }
    }
    await putDeviceKey(db, { name: 'device', pair: keys, jkt: pairing.jkt });
    await putMeta(db, 'pairing', pairing);
    await putMeta(db, 'connection', CONNECTION_START);
    return { paired: true };
  });
}
