import { withFound } from '../core/map/found-marks.ts';
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
      // The risks page asks the same. Without them there is still a map.
      const [map, patterns, scanned] = await Promise.allSettled([
        gate.call('map', { timeoutMs: LONG_MS }),
        gate.call('antiPatterns', { timeoutMs: LONG_MS }),
        gate.call('scan', { timeoutMs: LONG_MS }),
      ]);
      if (map.status === 'rejected') throw map.reason;
      const found = {
        findings: patterns.status === 'fulfilled' ? patterns.value.findings : [],
        risks: scanned.status === 'fulfilled' ? scanned.value.risks : [],
      };
      const partial = patterns.status === 'rejected' || scanned.status === 'rejected';
      const marks = withFound(map.value, marksOf(map.value), found);
      return { map: map.value, marks, ...(partial ? { partial } : {}) };
    },
  };
}
