import type { Reason } from '../../../core/schema/decision.ts';
import type { Reviewer } from '../../../core/schema/people.ts';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import type { Policy } from '../../../core/schema/workflow.ts';
import type { PageJob } from './alerts.ts';
import type { SlackAlert, SlackAlertStore, SlackAlertTarget } from './slack-alerts.ts';

/** A Slack user by Slack's own ids. Names and addresses there are whatever somebody set them to. */
export type SlackUser = { teamId: string; userId: string };
/** What a message showed, and so what a press on its buttons is about. */
export type SlackTarget = { proposalId: string; revision: number; contentDigest: string };
/** A call as it came from outside, its body still the bytes that were signed. */
export type SlackRequest = { timestamp: string; signature: string; body: string };

/** What somebody did in Slack. */
export type SlackAct =
  | { act: 'approve'; user: SlackUser; channel: string; triggerId: string; target: SlackTarget }
  | { act: 'ask-reason'; user: SlackUser; channel: string; triggerId: string; target: SlackTarget }
  | { act: 'reject'; user: SlackUser; channel: string; target: SlackTarget; reason: Reason }
  | {
      act: 'alert';
      does: 'seen' | 'actionable' | 'noise';
      user: SlackUser;
      channel: string;
      triggerId: string;
      target: SlackAlertTarget;
    }
  | { act: 'code'; user: SlackUser; code: string }
  /** a link, or something of another version of this gate: nothing to do */
  | { act: 'none' };

type SlackTold = { channel: string; userId: string; text: string };
/**
 * A job of the Slack queue: have a message show how its proposal or alert stands, or tell one person
 * something about it.
 */
export type SlackJob = {
  workspaceId: string;
  data: { proposalId: string; tell?: SlackTold } | { alertId: string; tell?: SlackTold };
};

/** A proposal as a channel of several people gets it: what is one reviewer's own is not in it. */
export type SlackItem = {
  item: ReviewItem;
  policy: Policy;
  /** looked at on review pages only: blind looks, and what is planted */
  kept: boolean;
  /** the decision that stands came from Slack */
  bySlack: boolean;
};

/** The message of a proposal, while this process alone may change it. */
export type SlackPost = {
  channel: string | null;
  ts: string | null;
  /** digest of what it shows; null: there is none yet */
  shown: string | null;
};

export type SlackAccount = {
  id: string;
  teamId: string;
  userId: string;
  reviewer: Pick<Reviewer, 'id' | 'name' | 'email'>;
  linkedAt: string;
  revokedAt?: string;
};

export type SlackStore = {
  /** @throws Refusal not-found, binding-conflict: that Slack user is another person here */
  link(
    input: SlackUser & { workspaceId: string; id: string; reviewerId: string; by: string },
  ): Promise<void>;
  /** ends every link of the person; how many there were */
  unlink(input: { workspaceId: string; reviewerId: string; by: string }): Promise<number>;
  accounts(workspaceId: string): Promise<SlackAccount[]>;
  putCode(input: {
    workspaceId: string;
    codeHash: string;
    reviewerId: string;
    ttlSeconds: number;
  }): Promise<void>;
  /** uses up the code and links; null when it is unknown, used or over */
  redeemCode(
    input: SlackUser & { workspaceId: string; id: string; codeHash: string },
  ): Promise<Pick<Reviewer, 'name'> | null>;
  /** who it is, by an open link only */
  person(
    input: SlackUser & { workspaceId: string },
  ): Promise<{ accountId: string; reviewer: Reviewer } | null>;

  /** those of them that are looked at on review pages only, in whichever channel they are asked for */
  kept(input: { workspaceId: string; proposalIds: readonly string[] }): Promise<Set<string>>;

  item(input: { workspaceId: string; proposalId: string }): Promise<SlackItem | null>;
  /** queues a look at everything that waits or whose message still waits; gives the place to follow from */
  begin(workspaceId: string): Promise<string>;
  /** queues a look at what moved after `place`, and gives the next place; nothing is ever skipped */
  follow(input: { workspaceId: string; place: string }): Promise<{ place: string; more: boolean }>;
  queue(job: SlackJob): Promise<void>;
  /** takes the message for a moment; null while another process has it */
  take(input: {
    workspaceId: string;
    proposalId: string;
    seconds: number;
  }): Promise<SlackPost | null>;
  /** what it shows now, or that there is none (`ts` null); lets go of it */
  put(
    input: { workspaceId: string; proposalId: string; waits: boolean } & SlackPost,
  ): Promise<void>;
  letGo(input: { workspaceId: string; proposalId: string }): Promise<void>;
  alerts: SlackAlertStore;
};

/** What a Slack workspace is to the gate: reads what it signed, speaks its API, writes its messages. */
export type SlackFace = {
  channel: string;
  /** true for a request that Slack signed with our secret within five minutes of `now` (milliseconds) */
  signed(request: SlackRequest, now: number): boolean;
  /** null: not an interaction that we know how to read */
  read(body: string): SlackAct | null;
  /** what a proposal's message says now; `waits`: it has buttons */
  message(item: SlackItem): { message: SlackMessage; waits: boolean };
  /** true when the message can hold all that has to be read before it is approved */
  whole(item: SlackItem): boolean;
  /** what an alert's message says now, to those of whom `why` is true */
  alert(alert: SlackAlert, why: PageJob['why']): SlackMessage;
  /**
   * Into the channel, or to one member by their id; where it then is.
   * @throws SlackLater, SlackRefused
   */
  post(message: SlackMessage, userId?: string): Promise<{ channel: string; ts: string }>;
  update(at: { channel: string; ts: string }, message: SlackMessage): Promise<void>;
  tell(to: SlackTold): Promise<void>;
  askReason(on: { triggerId: string; channel: string; target: SlackTarget }): Promise<void>;
  askCode(on: { triggerId: string }): Promise<void>;
  /** answers to a dialogue: what is wrong at its field, or a last sentence */
  wrong(field: 'code', message: string): object;
  said(message: string): object;
};
export type SlackMessage = { text: string; blocks: object[] };

/** Not now, and nothing was done: again after this many milliseconds. */
export class SlackLater extends Error {
  readonly afterMs: number;
  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

/** Slack said no; `code` is its own word, such as `message_not_found`. */
export class SlackRefused extends Error {
  readonly code: string;
  constructor(method: string, code: string) {
    super(`Slack refused ${method}: ${code}`);
    this.code = code;
  }
}
