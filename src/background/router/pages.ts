import { allowedGates } from '../../core/settings/policy.ts';
import { type Handlers, MessageError } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import type { MessageSender } from '../../platform/runtime.ts';
import { getMeta } from '../../store/meta.ts';
import { forgetNotTaken } from '../../store/not-taken.ts';
import { t } from '../../words/t.ts';
import { changeOf, EVERYTHING } from '../changes.ts';
import { evidenceHandlers } from '../evidence.ts';
import { findingsHandlers } from '../findings.ts';
import { lanesHandlers } from '../lanes.ts';
import { metricsHandlers } from '../metrics.ts';
import { oversightHandlers } from '../oversight.ts';
import { ownReading } from '../own-reading.ts';
import { pair } from '../pairing.ts';
import type { Parts } from '../parts.ts';
import { policyHandlers } from '../policies.ts';
import { askTab } from '../push.ts';
import { risksHandlers } from '../risks.ts';
import { sheetHandlers } from '../sheet.ts';
import { signOut } from '../sign-out.ts';
import type { Space } from '../space.ts';
import { spotCheckHandlers } from '../spot-checks.ts';
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
  const { spaces, changes, preferences, sites } = parts;
  const first = async (): Promise<Space> => {
    const [all, [paired]] = await Promise.all([spaces.all(), spaces.paired()]);
    const space = paired?.space ?? all[0];
    if (space === undefined) throw new MessageError(t('background_browser_not_paired_gate'));
    return space;
  };
  const inSpace = (id: string | undefined) => (id === undefined ? first() : spaces.named(id));
  return {
    ...oversightHandlers(inSpace, parts.now),
    ...metricsHandlers(inSpace),
    ...policyHandlers(inSpace),
    ...findingsHandlers(inSpace),
    ...risksHandlers(inSpace),
    ...lanesHandlers(inSpace),
    ...evidenceHandlers(inSpace),
    ...spotCheckHandlers(inSpace, parts.now),
    ...sheetHandlers(inSpace, parts),

    'own.reading': async ({ space, days }) =>
      ownReading(await inSpace(space), { days, at: parts.now() }),

    async status() {
      return await statusOf(await spaces.all());
    },

    async pair(asked) {
      const told = await pair(parts, asked);
      if (told.paired) {
        await parts.keepAlarm();
        // Another person's sites went with what was theirs.
        await sites.reconcile();
        changes.connection();
        changes.items(EVERYTHING);
        for (const { loop } of await spaces.all()) void loop.wake('person');
      }
      return told;
    },

    async 'connection.test'({ space }) {
      return await testConnection(await inSpace(space), parts.gateKeys);
    },

    async refresh() {
      await Promise.all((await spaces.all()).map(({ loop }) => loop.wake('person')));
      return {};
    },

    async 'sign-out'({ space }) {
      await signOut(parts, space === undefined ? await spaces.all() : [await spaces.named(space)]);
      changes.connection();
      changes.items(EVERYTHING);
      return {};
    },

    async 'not-taken.seen'({ space, decisionId }) {
      const { db } = await spaces.named(space);
      const forgotten = await forgetNotTaken(db, decisionId);
      if (forgotten) changes.items(changeOf([], null));
      return { forgotten };
    },

    async 'settings.get'() {
      const { settings, locked, lockedKeys, faults, policy } = await preferences.inForce();
      const gates = allowedGates(policy);
      return {
        ...settings,
        ...{ locked, lockedKeys, faults },
        ...(gates === undefined ? {} : { gates }),
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

    sweep: async ({ space, ...asked }) => sweep(await inSpace(space), asked),

    recall: async ({ space, ...asked }) => recall(await inSpace(space), asked),

    async diagnostics() {
      return await parts.diagnose();
    },

    async health() {
      await freshHealth(parts);
      return { pages: Object.values((await getMeta(parts.home, 'health')) ?? {}) };
    },
  };
}
