import type { Handlers } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { DEFAULT_SETTINGS, getMeta, putMeta } from '../../store/meta.ts';
import { EVERYTHING } from '../changes.ts';
import { pair } from '../pairing.ts';
import type { Parts } from '../parts.ts';
import { askTab } from '../push.ts';
import { signOut } from '../sign-out.ts';
import { statusOf } from '../status.ts';

/** A page that sleeps or hangs does not keep the health page waiting. */
const PAGES_ANSWER_MS = 500;

/** Lets the open pages say what they have found by now; what one doesn't say stays as it was. */
async function freshHealth({ sessions, speak }: Parts): Promise<void> {
  const tabs = await sessions.pages();
  const asked = tabs.map(({ tabId }) => askTab(speak, tabId)('health.now', {}));
  const late = new Promise((resolve) => setTimeout(resolve, PAGES_ANSWER_MS));
  await Promise.race([Promise.allSettled(asked), late]);
}

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
      await freshHealth(parts);
      return { pages: Object.values((await getMeta(db, 'health')) ?? {}) };
    },
  };
}
