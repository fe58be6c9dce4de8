import type { Store } from '../store/db.ts';
import type { Changes } from './changes.ts';
import type { Gate } from './gate/client.ts';
import type { Requests } from './gate/request.ts';
import type { Speak } from './push.ts';
import type { RedeemInput } from './redeem.ts';
import type { Sessions } from './sessions.ts';
import type { Live } from './sync/live.ts';
import type { Loop } from './sync/loop.ts';

/** The worker's parts, as the message handlers use them. State is in `db`; the rest may die any time. */
export type Parts = RedeemInput & {
  db: Store;
  gate: Gate;
  requests: Requests;
  changes: Changes;
  sessions: Sessions;
  loop: Loop;
  live: Live;
  speak: Speak;
  panelUrl: string;
  /** an alarm that lets a decision out should this worker die before its timer */
  backstop: () => Promise<void>;
  /** the alarm that wakes the worker while it is paired */
  keepAlarm: () => Promise<void>;
  /** empties what the browser keeps besides Dexie: storage and alarms */
  clearBrowser: () => Promise<void>;
};
