import type { Handlers } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { DEFAULT_SETTINGS, getMeta, putMeta } from '../../store/meta.ts';
import { EVERYTHING } from '../changes.ts';
import { pair } from '../pairing.ts';
import type { Parts } from '../parts.ts';
import { signOut } from '../sign-out.ts';
import { statusOf } from '../status.ts';

/** What options, popup and the other first-party pages may ask. */
export function pagesHandlers(parts: Parts): Handlers<PagesToWorker, MessageSender> {
  const { db, live, loop, gate, changes } = parts;
  return {
    async status() {
      return await statusOf(db, live.state());
    },

    async pair(asked) {
      const told = await pair(parts, asked);
      if (told.paired) {
        await parts.keepAlarm();
        changes.connection();
        void loop.wake('person');
      }
      return told;
    },

    async 'connection.test'() {
      const from = performance.now();
      try {
        await gate.call('me', {});
        return { ok: true, roundTripMs: Math.round(performance.now() - from) };
      } catch (error) {
        return {
          ok: false,
          detail: error instanceof Error ? error.message : 'No answer.',
        };
      }
    },

    async refresh() {
      await loop.wake('person');
      return {};
    },

    async 'sign-out'() {
      await signOut(parts);
      changes.connection();
      changes.items(EVERYTHING);
      return {};
    },

    async 'settings.get'() {
      return (await getMeta(db, 'settings')) ?? DEFAULT_SETTINGS;
    },

    async 'settings.put'(settings) {
      await putMeta(db, 'settings', settings);
      changes.connection();
      return {};
    },

    async health() {
      return { pages: Object.values((await getMeta(db, 'health')) ?? {}) };
    },
  };
}
