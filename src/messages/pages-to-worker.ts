import * as z from 'zod/mini';
import { Reviewer, Workspace } from '../core/schema/people.ts';
import { Settings, SettingsChange } from '../core/settings/settings.ts';
import { Diagnostics } from './diagnostics.ts';
import { evidenceToWorker } from './evidence.ts';
import { findingsToWorker } from './findings.ts';
import { NamedItem } from './item-name.ts';
import { lanesToWorker } from './lanes.ts';
import { metricsToWorker } from './metrics.ts';
import { oversightToWorker } from './oversight.ts';
import { ownPageToWorker } from './own-page.ts';
import { policiesToWorker } from './policies.ts';
import { risksToWorker } from './risks.ts';
import { ConnectionState, Nothing } from './shared.ts';
import { sheetToWorker } from './sheet.ts';
import { spotChecksToWorker } from './spot-checks.ts';

export { ConnectionState };

/** One pairing of this browser: a workspace at a gate. */
export const SpaceStatus = z.object({
  /** names it in other messages */
  id: z.string(),
  /** its workspace's, told apart where two have the same */
  name: z.string(),
  /** `unpaired`: its key is gone, so it must be paired again */
  connection: ConnectionState,
  gate: z.object({ name: z.string(), url: z.string(), keyThumbprint: z.string() }),
  workspace: Workspace,
  reviewer: Reviewer,
  lastSyncAt: z.optional(z.string()),
  pending: z.int(),
  /** decisions not yet answered by the gate */
  outbox: z.int(),
  problem: z.optional(z.string()),
  /** a signed head of the audit chain that this device saw and the gate no longer has */
  historyLost: z.optional(z.object({ head: z.string(), seenAt: z.string(), foundAt: z.string() })),
});
export type SpaceStatus = z.infer<typeof SpaceStatus>;

export const Status = z.object({
  /** of the space that stands best: while one works, the person can */
  connection: ConnectionState,
  /** in all spaces, as is `outbox` */
  pending: z.int(),
  outbox: z.int(),
  spaces: z.array(SpaceStatus),
});
export type Status = z.infer<typeof Status>;

/** The settings in force, and what of them the organisation has set. */
export const SettingsInForce = z.extend(Settings, {
  /** names of settings that can't be changed here */
  locked: z.array(z.string()),
  /** actions whose key can't be changed here */
  lockedKeys: z.array(z.string()),
  /** what the organisation has set wrongly, for whoever did */
  faults: z.array(z.object({ name: z.string(), why: z.string() })),
  /** the only gates that this browser may be paired with */
  gates: z.optional(z.array(z.string())),
});
export type SettingsInForce = z.output<typeof SettingsInForce>;

/** A site that can be turned on and off. */
export const SiteRow = z.object({
  name: z.string(),
  label: z.string(),
  /** match patterns to ask the browser for */
  origins: z.array(z.string()),
  on: z.boolean(),
  /** false: the organisation doesn't let it be turned on */
  allowed: z.boolean(),
  /** made by the person, who can take it away again */
  custom: z.boolean(),
});
export type SiteRow = z.output<typeof SiteRow>;

const SpaceId = z.string().check(z.maxLength(200));
const SiteName = z.object({ name: z.string().check(z.maxLength(300)) });

const HealthRow = z.object({
  name: z.string(),
  hits: z.int(),
  misses: z.int(),
  variant: z.nullable(z.string()),
});

/** From options, popup and health page to the worker. */
export const pagesToWorker = {
  ...oversightToWorker,
  ...metricsToWorker,
  ...policiesToWorker,
  ...findingsToWorker,
  ...ownPageToWorker,
  ...sheetToWorker,
  ...risksToWorker,
  ...lanesToWorker,
  ...spotChecksToWorker,
  ...evidenceToWorker,
  status: { payload: Nothing, reply: Status },
  /** Pairs this device with a workspace. `detail` is a sentence for the person when it failed. */
  pair: {
    payload: z.object({
      gateUrl: z.string().check(z.maxLength(500)),
      code: z.string().check(z.maxLength(60)),
      device: z.string().check(z.maxLength(120)),
      /** the space to pair again; one more where it isn't named */
      space: z.optional(SpaceId),
    }),
    reply: z.object({ paired: z.boolean(), detail: z.optional(z.string()) }),
  },
  /** A real round trip with token and proof. */
  'connection.test': {
    /** the first space where none is named */
    payload: z.object({ space: z.optional(SpaceId) }),
    reply: z.object({
      ok: z.boolean(),
      /** milliseconds */
      roundTripMs: z.optional(z.number()),
      /** the gate's name and the key that this device was paired with */
      gate: z.optional(z.object({ name: z.string(), keyThumbprint: z.string() })),
      /** whether the gate still publishes that key; absent where it didn't say */
      keyHolds: z.optional(z.boolean()),
      /** the gate's clock less this device's, milliseconds */
      clockMs: z.optional(z.number()),
      detail: z.optional(z.string()),
    }),
  },
  /** Syncs now. */
  refresh: { payload: Nothing, reply: Nothing },
  /**
   * Revokes the device at the gate if it can be reached, then wipes what is kept of that space here;
   * with the last space, or where none is named, of all and everything.
   */
  'sign-out': { payload: z.object({ space: z.optional(SpaceId) }), reply: Nothing },
  'settings.get': { payload: Nothing, reply: SettingsInForce },
  /** Changes what is named. Refused, with a sentence, where the organisation has set it. */
  'settings.put': { payload: SettingsChange, reply: Nothing },
  /** The sites besides Gmail. Turning one on is the page's: the browser asks inside its click. */
  sites: { payload: Nothing, reply: z.object({ sites: z.array(SiteRow) }) },
  /** Gives a site back to the browser: its permission, its script, and the script in open tabs. */
  'site.off': { payload: SiteName, reply: Nothing },
  /** After the browser's yes. The worker hears of it besides, should the page be closed by then. */
  'site.on': { payload: SiteName, reply: Nothing },
  /** The person has seen that this decision did not count: what is kept of it here goes. */
  'not-taken.seen': {
    payload: z.object({ space: SpaceId, decisionId: z.string().check(z.maxLength(60)) }),
    reply: z.object({ forgotten: z.boolean() }),
  },
  /** A manager stops everything pending from one source; `detail` is a sentence when it failed. */
  sweep: {
    payload: z.object({
      space: z.optional(SpaceId),
      by: z.object({
        template: z.optional(z.string()),
        agent: z.optional(z.string()),
        model: z.optional(z.string()),
        modelVersion: z.optional(z.string()),
        workflowId: z.optional(z.string()),
      }),
      reason: z.string().check(z.maxLength(500)),
    }),
    reply: z.object({
      stopped: z.optional(
        z.array(z.object({ proposalId: z.string(), externalId: z.string(), was: z.string() })),
      ),
      underWay: z.optional(z.array(z.extend(NamedItem, { executor: z.string() }))),
      detail: z.optional(z.string()),
    }),
  },
  /** A manager takes back what a reviewer approved in the last hours and has not begun to leave. */
  recall: {
    payload: z.object({
      space: z.optional(SpaceId),
      reviewer: z.string().check(z.maxLength(254)),
      hours: z.number().check(z.gt(0), z.lte(720)),
      reason: z.string().check(z.maxLength(500)),
    }),
    reply: z.object({
      recalled: z.optional(z.int()),
      /** had left already */
      gone: z.optional(z.array(z.extend(NamedItem, { state: z.string() }))),
      detail: z.optional(z.string()),
    }),
  },
  /** Numbers and words of ours only: nothing that anybody wrote, no address, no id. */
  diagnostics: { payload: Nothing, reply: Diagnostics },
  /** Selector health as the open pages reported it. */
  health: {
    payload: Nothing,
    reply: z.object({
      pages: z.array(
        z.object({ host: z.string(), at: z.string(), capabilities: z.array(HealthRow) }),
      ),
    }),
  },
} as const;
export type PagesToWorker = typeof pagesToWorker;
