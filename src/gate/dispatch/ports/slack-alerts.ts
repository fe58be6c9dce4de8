import type { Alert } from '../../../core/schema/alert.ts';
import type { PageJob } from './alerts.ts';

/** What a message of an alert showed: the alert, and which of its tellings. */
export type SlackAlertTarget = { alertId: string; paged: number };

/** An alert as Slack shows it. */
export type SlackAlert = {
  alert: Alert;
  /** `times` when its people were told last; buttons of an earlier telling close nothing */
  paged: number;
  /** the workflow's name */
  workflow?: string;
  /** whom its workflow's policy names for when its owner doesn't look; nobody: every manager */
  escalateTo?: string;
  /** names of people here */
  seenBy?: string;
  closedBy?: string;
};

/** One message of an alert: which telling, and where to. */
export type SlackAlertPlace = {
  id: string;
  why: PageJob['why'];
  /** the linked member of Slack; null: the channel */
  userId: string | null;
};

type Ref = { workspaceId: string; alertId: string };
type PostRef = { workspaceId: string; id: string };
/** Where a message is and what it shows; `ts` null: nowhere yet. */
export type SlackAlertPost = { channel: string | null; ts: string | null; shown: string | null };

export type SlackAlertStore = {
  get(input: Ref): Promise<SlackAlert | null>;
  /**
   * Queues a look at each alert that stands otherwise than when the last look was queued, in one
   * transaction; how many. `anew`: also at all that are told or still have buttons.
   */
  follow(input: { workspaceId: string; anew: boolean }): Promise<number>;
  /** the messages that it has or is to have; a telling's places are settled once */
  places(input: Ref): Promise<SlackAlertPlace[]>;
  /** takes one message for a moment; null while another process has it */
  take(input: PostRef & { seconds: number }): Promise<SlackAlertPost | null>;
  /** what it shows now, or that there is none (`ts` null); lets go of it */
  put(input: PostRef & SlackAlertPost & { waits: boolean }): Promise<void>;
  letGo(input: PostRef): Promise<void>;
  /** Slack does not reach this person: from now on the channel is a place of that telling */
  giveUp(input: PostRef): Promise<void>;
};
