import type { Policy } from '../core/settings/policy.ts';
import type { Store } from '../store/db.ts';
import { deviceKey } from '../store/keys.ts';
import { getMeta, putMeta } from '../store/meta.ts';
import { loseSignatures, releaseDue } from '../store/outbox.ts';
import { bringBack } from '../store/put-off.ts';
import { heldReports } from '../store/reports.ts';
import { type Changes, changeOf } from './changes.ts';
import { notAllowed } from './gate/allowed.ts';
import { type Gate, gateClient } from './gate/client.ts';
import { GateUnreachable, NotPaired } from './gate/problems.ts';
import type { Requests } from './gate/request.ts';
import { liveUrl } from './gate/url.ts';
import type { RedeemInput } from './redeem.ts';
import { settled } from './settling.ts';
import { isPaired } from './status.ts';
import { createLive, type Live } from './sync/live.ts';
import { createLoop, type Loop } from './sync/loop.ts';
import { flushOutbox } from './sync/outbox.ts';
import { pull } from './sync/pull.ts';
import { findForsaken, flushReports, reportSilent, resolveLost } from './sync/reports.ts';

/**
 * One pairing at work: its database, and all traffic with its gate. What is done with a space reaches
 * nothing of another; one whose gate is away holds up nobody.
 */
export type Space = RedeemInput & {
  /** its database's name */
  id: string;
  db: Store;
  /** the first space's: what is the person's, whichever workspace they work in */
  home: Store;
  gate: Gate;
  changes: Changes;
  loop: Loop;
  live: Live;
  /** when the worker starts: `fresh` with the browser, so that no page of before can tell of its sends */
  rise(input: { fresh: boolean }): Promise<void>;
};

export type SpaceInput = {
  home: Store;
  changes: Changes;
  requests: Requests;
  policy: () => Promise<Policy>;
  now: () => number;
  random: () => number;
  online: () => boolean;
  openSocket: (url: string, protocols: string[]) => WebSocket;
  stayAwake: () => Promise<void>;
  log?: (line: string) => void;
};

/** Puts a space together. Starts nothing: what was under way is in its database and goes on by `rise`. */
export function createSpace(db: Store, input: SpaceInput): Space {
  const { changes, now, random, log } = input;
  const gate = gateClient({ db, requests: input.requests, now });
  const asking = new Set<string>();
  const rose = now();
  const work = { db, gate, changes, now };

  async function release(): Promise<{ released: number; nextAt: number | null }> {
    const { changed, nextAt } = await releaseDue(db, now());
    const back = await bringBack(db, now());
    const ids = [...changed.map(({ proposalId }) => proposalId), ...back.ids];
    if (ids.length > 0) changes.items(changeOf(ids, []));
    const held = await heldReports(db, now());
    const times = [nextAt, back.nextAt, held.nextAt].filter((at) => at !== null);
    return {
      released: changed.length + held.due,
      nextAt: times.length > 0 ? Math.min(...times) : null,
    };
  }

  const loop: Loop = createLoop({
    ...{ now, random, release },
    connection: {
      get: () => getMeta(db, 'connection'),
      put: (connection) => putMeta(db, 'connection', connection),
    },
    ...(log === undefined ? {} : { log }),
    steps: [
      {
        name: 'paired?',
        run: async () => {
          if (!(await isPaired(db))) throw new NotPaired();
          const [pairing, policy] = await Promise.all([getMeta(db, 'pairing'), input.policy()]);
          const refused = notAllowed(pairing?.gateUrl ?? '', policy);
          // No step after this one: nothing is sent to a gate that the organisation doesn't want.
          if (refused !== null) throw new GateUnreachable(refused);
        },
      },
      { name: 'outbox', run: (signal) => flushOutbox({ ...work, signal }) },
      { name: 'forsaken', run: () => findForsaken({ db, now, asking }) },
      { name: 'lost', run: (signal) => resolveLost({ ...work, signal }) },
      { name: 'reports', run: (signal) => flushReports({ ...work, signal }) },
      { name: 'pull', run: (signal) => pull({ ...work, signal }) },
    ],
    onConnection: () => changes.connection(),
    stayAwake: () => void input.stayAwake(),
  });

  const live = createLive({
    ...{ now, random },
    ticket: async () => {
      const { ticket } = await gate.call('live', {});
      const url = (await getMeta(db, 'pairing'))?.gateUrl;
      if (url === undefined) throw new NotPaired();
      return { ticket, url: liveUrl(url) };
    },
    open: input.openSocket,
    onMoved: () => void loop.wake('live'),
    onState: (state) => {
      log?.(`live ${state}`);
      if (state !== 'opening') changes.connection();
    },
  });

  return {
    id: db.name,
    ...{ db, home: input.home, gate, changes, now, asking, loop, live },
    online: input.online,
    settled: (proposalId, ms) =>
      settled({ db, changes, wake: () => void loop.wake('person') }, proposalId, ms),
    async rise({ fresh }) {
      const paired = (await getMeta(db, 'pairing')) !== undefined;
      // The key went without the rest (a damaged profile): nothing signed by it will be believed.
      if (paired && (await deviceKey(db)) === undefined) await loseSignatures(db);
      if (fresh) await reportSilent(db, rose);
      void loop.wake('timer');
    },
  };
}
