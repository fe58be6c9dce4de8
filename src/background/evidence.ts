import { marksOf } from '../core/map/marks.ts';
import type { Handlers } from '../messages/channel.ts';
import type { evidenceToWorker } from '../messages/evidence.ts';
import type { MessageSender } from '../platform/runtime.ts';
import { getMeta } from '../store/meta.ts';
import type { Space } from './space.ts';

/** A quarter's figures are counted when they are asked for. */
const LONG_MS = 60_000;

/** Reports, the weekly review, the map: each answer is the gate's of this moment, nothing is kept. */
export function evidenceHandlers(
  of: (space: string | undefined) => Promise<Space>,
): Handlers<typeof evidenceToWorker, MessageSender> {
  return {
    async report({ space, from, to }) {
      const { gate, db } = await of(space);
      const signed = await gate.call('report', { query: { from, to }, timeoutMs: LONG_MS });
      const pairing = await getMeta(db, 'pairing');
      return { signed, admin: pairing?.reviewer.role === 'admin' };
    },

    async 'disclosures.put'({ space, disclosures }) {
      const { gate } = await of(space);
      await gate.call('putDisclosures', { body: disclosures });
      return {};
    },

    async erasures({ space }) {
      const { gate } = await of(space);
      return gate.call('erasures', {});
    },

    async weekly({ space }) {
      const { gate } = await of(space);
      return gate.call('weekly', { timeoutMs: LONG_MS });
    },

    async 'weekly.act'({ space, ...action }) {
      const { gate, loop } = await of(space);
      const { note, stopped, underWay } = await gate.call('weeklyAct', { body: action });
      void loop.wake('person');
      return { note, stopped, underWay };
    },

    async map({ space }) {
      const { gate } = await of(space);
      const map = await gate.call('map', { timeoutMs: LONG_MS });
      // Marks of other detectors are added here: the page draws whatever it is given.
      return { map, marks: marksOf(map) };
    },
  };
}
