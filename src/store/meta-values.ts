import type { ReviewSession } from '../core/attention/session.ts';
import type { NoticeState } from '../core/notices/notices.ts';
import type { FirstLook } from '../core/schema/decision.ts';
import type { MetricsAnswer } from '../core/schema/metrics.ts';
import type { OwnReading } from '../core/schema/own-reading.ts';
import type { Reviewer, Workspace } from '../core/schema/people.ts';
import type { Settings } from '../core/settings/settings.ts';

/** What pairing gave. The token is worthless without the key in `keys`. */
export type Pairing = {
  /** as the person typed it, without a slash at the end */
  gateUrl: string;
  deviceId: string;
  /** RFC 7638 thumbprint of the key that was enrolled */
  jkt: string;
  accessToken: string;
  /** when to renew it, milliseconds of this device's clock */
  renewAt: number;
  workspace: Workspace;
  reviewer: Reviewer;
  gate: { name: string; url: string; keyThumbprint: string };
};

/** Where the feed was left. */
export type SyncPlace = {
  cursor?: string;
  /** counts full pulls; rows of an older one are removed when this one is complete */
  generation: number;
  /** the full pull of this generation is complete */
  complete: boolean;
};

/** How the last talk with the gate ended. */
export type Connection = {
  state: 'ok' | 'offline' | 'revoked';
  problem?: string;
  lastSyncAt?: string;
  /** tries that failed since the last that didn't */
  failures: number;
  /** no try before this, milliseconds of this device's clock, unless a person asks */
  notBefore: number;
};

export type PageHealth = {
  host: string;
  at: string;
  capabilities: {
    name: string;
    hits: number;
    misses: number;
    variant: string | null;
  }[];
};

/** An open alert that the gate told this person of, with the last page of the feed. */
export type AlertRow = {
  id: string;
  urgency: 'page' | 'tell';
  title: string;
  workflowId?: string | undefined;
  firstAt: string;
  seenAt?: string | undefined;
};

/** What this device has seen of its workspace's audit chain. */
export type AuditHeads = {
  workspaceId: string;
  /** the newest signed head */
  head: string;
  /** a head that the gate's chain no longer has; stays until sign-out */
  lost?: { head: string; seenAt: string; foundAt: string };
};

/** What the dashboard showed: the gate's figures, and the brakes beside them. */
export type KeptFigures = { answer: MetricsAnswer; brakes: KeptBrake[] };
type KeptBrake = {
  id: string;
  watches: 'workflow' | 'template' | 'model-version' | 'domain';
  name: string;
  signal: string;
  side: 'ceiling' | 'floor';
  line: number;
  sends: number;
  events: number;
  low: number;
  high: number;
  near: number;
  tripped: boolean;
  coverage?: string | undefined;
};

/** The session of whoever reviews in this browser, and the press that was counted last. */
export type Reading = { session: ReviewSession; last: string; sessionMinutes: number };

/** What belongs to the browser, whatever it is paired with: in the first space's database only. */
type BrowserMeta = {
  /** as a version of this extension wrote it: read by `readSettings` */
  settings: Settings;
  /** names of sites that the person has turned on */
  sites: string[];
  /** names of the databases of the spaces besides the first: `spaces.ts` */
  spaces: string[];
  /** by host, the newest report */
  health: Record<string, PageHealth>;
  /** what notifications have told, what is held back, and when each was shown */
  notices: NoticeState;
};
export type BrowserKey = keyof BrowserMeta;

export type Meta = BrowserMeta & {
  pairing: Pairing;
  sync: SyncPlace;
  connection: Connection;
  /** how many items are open; written with the rows it counts, since counting 100,000 takes 0.35 s */
  pending: number;
  audit: AuditHeads;
  alerts: AlertRow[];
  /** when what is over was last erased, milliseconds of this device's clock */
  forgotAt: number;
  reading: Reading;
  /** by question, the newest first */
  figures: Record<string, KeptFigures>;
  /** the person's own page, as the gate last told it for so many days */
  ownReading: { reading: OwnReading; days: number; at: number };
  /** what a manager steers by, as the gate said it last; read as what it is by who shows it */
  oversight: { at: string; said: unknown };
  /** by proposal and revision, what was decided before the rest was shown */
  looks: Record<string, FirstLook>;
};
export type MetaRow = { key: keyof Meta; value: Meta[keyof Meta] };

export const SYNC_START: SyncPlace = { generation: 1, complete: false };
export const CONNECTION_START: Connection = {
  state: 'ok',
  failures: 0,
  notBefore: 0,
};
