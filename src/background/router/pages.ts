import type { Handlers } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { getMeta } from '../../store/meta.ts';
import { EVERYTHING } from '../changes.ts';
import { pair } from '../pairing.ts';
import type { Parts } from '../parts.ts';
import { askTab } from '../push.ts';
import { signOut } from '../sign-out.ts';
import { statusOf } from '../status.ts';
import { recall, sweep } from '../sweep.ts';
import { testConnection } from '../test-connection.ts';

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
  const { db, live, loop, changes, preferences, sites } = parts;
  return {
    async status() {
      return await statusOf(db, live.state());
    },

    async pair(asked) {
      const told = await pair(parts, asked);
      if (told.paired) {
        await parts.keepAlarm();
        // Another person's sites went with what was theirs.
        await sites.reconcile();
        changes.connection();
        void loop.wake('person');
      }
      return told;
    },

    async 'connection.test'() {
      return await testConnection(parts);
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
      const { settings, locked, lockedKeys, faults, policy } = await preferences.inForce();
      const { gateAddress } = policy;
      return {
        ...settings,
        ...{ locked, lockedKeys, faults },
        ...(gateAddress === undefined ? {} : { gateAddress }),
      };
    },

    async 'settings.put'(change) {
      await preferences.change(change);
      if (change.retentionDays !== undefined) await parts.forget();
      if (change.customSites !== undefined) await sites.reconcile();
      changes.connection();
      return {};
    },

    async sites() {
      return { sites: await sites.list() };
    },

    async 'site.on'({ name }) {
      await sites.on(name);
      return {};
    },

    async 'site.off'({ name }) {
      await sites.off(name);
      return {};
    },

    sweep: (asked) => sweep(parts, asked),

    recall: (asked) => recall(parts, asked),

    async diagnostics() {
      return await parts.diagnose();
    },

    async health() {
      await freshHealth(parts);
      return { pages: Object.values((await getMeta(db, 'health')) ?? {}) };
    },
  };
}
