import type { HostRow } from '../core/hosts/row.ts';
import type { Diagnostics } from '../messages/diagnostics.ts';
import type { Store } from '../store/db.ts';
import type { Changes } from './changes.ts';
import type { Requests } from './gate/request.ts';
import type { Preferences } from './preferences.ts';
import type { Speak } from './push.ts';
import type { Sessions } from './sessions.ts';
import type { Sites } from './sites.ts';
import type { Spaces } from './spaces.ts';

/**
 * The worker's parts, as the message handlers use them. State is in Dexie; the rest may die any time.
 * What belongs to one workspace is in its space, what belongs to the browser in `home`.
 */
export type Parts = {
  spaces: Spaces;
  /** the first space's database: settings, sites, health */
  home: Store;
  requests: Requests;
  changes: Changes;
  sessions: Sessions;
  speak: Speak;
  preferences: Preferences;
  sites: Sites;
  now: () => number;
  /** the hosts whose pages are known: the catalogue, and what was added to it */
  hosts: () => Promise<readonly HostRow[]>;
  /** a gate's published keys, by thumbprint; fails where it doesn't answer */
  gateKeys: (gateUrl: string) => Promise<string[]>;
  /** erases what is over and older than the settings keep it */
  forget: () => Promise<void>;
  /** numbers and our own words, for a diagnostics file */
  diagnose: () => Promise<Diagnostics>;
  /** of the panel's frame, for a page at this address */
  panelUrl: (page: string) => string;
  /** an alarm that lets a decision out should this worker die before its timer */
  backstop: () => Promise<void>;
  /** the alarm that wakes the worker while it is paired */
  keepAlarm: () => Promise<void>;
  /** empties what the browser keeps besides Dexie: storage and alarms */
  clearBrowser: () => Promise<void>;
};
