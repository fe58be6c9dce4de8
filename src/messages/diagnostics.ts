import * as z from 'zod/mini';
import { Language, Notify, RetentionDays, Theme } from '../core/settings/settings.ts';
import { ConnectionState } from './shared.ts';

const Counts = z.record(z.string().check(z.regex(/^[a-z-]{1,40}$/)), z.int());

/**
 * What a diagnostics file says. Numbers, states and names that we gave ourselves; there is no member
 * that could hold what a person, an agent or a gate wrote.
 */
export const Diagnostics = z.object({
  /** each pairing of this browser, by no name */
  spaces: z.array(
    z.object({
      connection: z.object({
        state: ConnectionState,
        /** how the gate is reached; never where */
        gate: z.enum(['https', 'this-machine']),
        live: z.enum(['closed', 'opening', 'open', 'waiting']),
        failures: z.int(),
        /** seconds since the last sync that went well */
        sinceSync: z.optional(z.int()),
        historyLost: z.boolean(),
      }),
      queue: z.object({
        /** the place in the gate's feed: how many full pulls, and whether the last is complete */
        generation: z.int(),
        complete: z.boolean(),
        waiting: z.int(),
        items: z.int(),
        /** by state */
        decisions: Counts,
        redemptions: Counts,
        reports: z.int(),
      }),
    }),
  ),
  settings: z.object({
    theme: Theme,
    language: Language,
    notify: Notify,
    retentionDays: RetentionDays,
    ownKeys: z.int(),
    locked: z.int(),
    faults: z.int(),
  }),
  /** of the catalogue by name; those that people made are only counted */
  sites: z.object({ on: z.array(z.string()), custom: z.int(), scripts: z.int() }),
  notifications: z.boolean(),
  /** bytes that the browser says are used */
  storage: z.optional(z.int()),
});
export type Diagnostics = z.output<typeof Diagnostics>;
