import type { Handlers } from '../messages/channel.ts';
import type { risksToWorker } from '../messages/risks.ts';
import type { MessageSender } from '../platform/runtime.ts';
import type { Space } from './space.ts';

/** Milliseconds until an inventory of some size is there and scanned. */
const SCAN_MS = 60_000;
/** of what was done: more is in the audit trail */
const LISTED = 20;

/** What managers see of anti-patterns and structural risks, and do about them. */
export function risksHandlers(
  of: (space: string | undefined) => Promise<Space>,
): Handlers<typeof risksToWorker, MessageSender> {
  return {
    async risks({ space }) {
      const { gate } = await of(space);
      const { findings, fixes } = await gate.call('antiPatterns', {});
      return { findings, done: fixes.slice(0, LISTED) };
    },
    async 'risks.fix'({ space, ...body }) {
      const { gate, loop } = await of(space);
      const done = await gate.call('fixAntiPattern', { body });
      void loop.wake('person');
      return done;
    },
    async 'risks.scan'({ space, csv }) {
      const { gate } = await of(space);
      return csv === undefined
        ? await gate.call('scan', {})
        : await gate.call('scanInventory', { body: { csv }, timeoutMs: SCAN_MS });
    },
  };
}
