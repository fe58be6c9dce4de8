import type { Payload, Reply } from '../messages/channel.ts';
import type { PagesToWorker } from '../messages/pages-to-worker.ts';
import { type Store, wipe } from '../store/db.ts';
import { startOver } from '../store/items.ts';
import { putDeviceKey } from '../store/keys.ts';
import { CONNECTION_START, getMeta, type Pairing, putMeta } from '../store/meta.ts';
import { loseSignatures, unansweredCount } from '../store/outbox.ts';
import { wipePairing } from '../store/spaces.ts';
import { t, tn } from '../words/t.ts';
import { notAllowed } from './gate/allowed.ts';
import { renewAt } from './gate/client.ts';
import { makeDeviceKey } from './gate/dpop.ts';
import { GateProblem, GateUnreachable } from './gate/problems.ts';
import type { Requests } from './gate/request.ts';
import { gateUrl } from './gate/url.ts';
import type { Preferences } from './preferences.ts';
import type { Spaces } from './spaces.ts';

type Told = Reply<PagesToWorker, 'pair'>;

const no = (detail: string): Told => ({ paired: false, detail });

/**
 * Enrols this browser with one more workspace, or anew with one that it is paired with. A device that
 * was enrolled before keeps its outbox: what the gate hasn't answered was signed by the old key, so the
 * person is asked to confirm it. For another person or workspace those decisions would be lost, and
 * pairing is refused until they are sent or signed out.
 */
export async function pair(
  input: { spaces: Spaces; requests: Requests; preferences: Preferences; now: () => number },
  asked: Payload<PagesToWorker, 'pair'>,
): Promise<Told> {
  const { spaces, requests, now } = input;
  const address = gateUrl(asked.gateUrl);
  if ('wrong' in address) return no(address.wrong);
  const refused = notAllowed(address.url, await input.preferences.policy());
  if (refused !== null) return no(refused);
  const code = asked.code.trim();
  const device = asked.device.trim();
  if (code === '' || code.length > 40) return no(t('background_give_code_gate_pair_printed'));
  if (device === '') return no(t('background_give_device_name'));
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
    const told = await spaces.inTurn(() => keep(spaces, { pairing, keys }, asked.space));
    if (!told.paired) {
      // The gate has enrolled a device that nobody will use.
      const by = { gateUrl: address.url, pair: keys, token: accessToken };
      await requests.send('revokeDevice', {}, by).catch(() => undefined);
    }
    return told;
  } catch (error) {
    if (error instanceof GateProblem || error instanceof GateUnreachable) return no(error.message);
    throw error;
  }
}

type Enrolment = { pairing: Pairing; keys: CryptoKeyPair };

/** Keeps an enrolment in the space it is for: the one that was named, the one it was in before, or a free one. */
async function keep(spaces: Spaces, enrolment: Enrolment, again?: string): Promise<Told> {
  const { pairing } = enrolment;
  const paired = await spaces.paired();
  const before = paired.find((one) => one.pairing.workspace.id === pairing.workspace.id);
  // Workspaces are told apart by an id that their gate gave them. One that names another's is not let
  // near what is kept of that: a gate that has moved is paired anew by the person's own choice.
  const elsewhere = before && before.pairing.gateUrl !== pairing.gateUrl;
  if (before && (again === undefined ? elsewhere : again !== before.space.id)) {
    const { workspace, gateUrl } = before.pairing;
    return no(
      t('background_paired_already_pair_connection_again', { name: workspace.name, gate: gateUrl }),
    );
  }
  const named = again === undefined ? before?.space : await spaces.named(again);
  const space = named ?? (await spaces.free());
  const alone = paired.every((one) => one.space === space);
  const told = await enrol(space.db, enrolment, alone);
  spaces.changed();
  const was = paired.find((one) => one.space === space)?.pairing;
  if (told.paired && alone && was && !isSame(was, pairing)) {
    // Another person's settings and sites go with the rest; where it is the first space, they have.
    const [first] = await spaces.all();
    if (first && first !== space) await first.db.meta.bulkDelete(['settings', 'sites', 'health']);
  }
  return told;
}

const isSame = (one: Pairing, other: Pairing): boolean =>
  one.workspace.id === other.workspace.id && one.reviewer.id === other.reviewer.id;

async function enrol(db: Store, { pairing, keys }: Enrolment, alone: boolean): Promise<Told> {
  return await db.transaction('rw', db.tables, async () => {
    const before = await getMeta(db, 'pairing');
    const same = before !== undefined && isSame(before, pairing);
    const waiting = await unansweredCount(db);
    if (before !== undefined && !same && waiting > 0) {
      return no(
        tn('background_decisions_have_not_reached_their', waiting, { name: before.reviewer.name }),
      );
    }
    if (same) {
      await loseSignatures(db);
      // Clearances name the device: what the old one was told isn't what this one will be.
      await startOver(db);
    } else if (before !== undefined && alone) {
      // Another person's settings and sites go with the rest.
      await wipe(db);
    } else {
      // What was set up before anybody was paired is this person's, and what others share stays theirs.
      await wipePairing(db);
    }
    await putDeviceKey(db, { name: 'device', pair: keys, jkt: pairing.jkt });
    await putMeta(db, 'pairing', pairing);
    await putMeta(db, 'connection', CONNECTION_START);
    return { paired: true };
  });
}
