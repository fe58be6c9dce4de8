import type { Delivery } from '../../../protocol/operate.ts';
import type { Rate } from './execute.ts';
import type { SlackJob } from './slack.ts';

export type DispatchJob = { workspaceId: string; dispatchId: string };

/** Jobs are written in the store's own transactions; this side only works them off. */
export type JobRunner = {
  /**
   * At-least-once for webhooks (retried), at most once for dispatches: the queue never retries
   * them, only the store sends one again. Each executor has a queue of its own, so that what waits
   * for one holds up no other.
   */
  start(handlers: {
    dispatch(job: DispatchJob): Promise<void>;
    /** asks an executor what became of an unknown outcome */
    ask(job: DispatchJob): Promise<void>;
    webhook(job: WebhookJob): Promise<{ status: number }>;
    /** after each attempt at a webhook, delivered or not */
    webhookTried(tried: WebhookTried): Promise<void>;
    /**
     * one job for Slack; resolves with milliseconds to have it again after, null when it is done,
     * and throws to have it again further and further apart. Absent: left to other processes
     */
    slack?(job: SlackJob): Promise<number | null>;
    /** the executors configured here and their rates; the queues of others are looked at seldom */
    executors: ReadonlyMap<string, Rate | undefined>;
  }): Promise<void>;
  stop(): Promise<void>;
};
export type WebhookJob = {
  workspaceId: string;
  id: string;
  url: string;
  type: string;
  data: unknown;
};
export type WebhookTried = {
  job: WebhookJob;
  /** counts from 1 */
  attempt: number;
  startedAt: Date;
  status: number | null;
  error: string | null;
  nextTryAt: Date | null;
  delivered: boolean;
};

/** A callback that did not get through; `status` is that of an answer, where there was one. */
export class NotDelivered extends Error {
  readonly status: number | null;
  constructor(message: string, status: number | null) {
    super(message);
    this.status = status;
  }
}

export type DeliveryStore = {
  record(tried: WebhookTried): Promise<void>;
  /** newest first */
  list(input: { workspaceId: string; proposalId?: string; limit: number }): Promise<Delivery[]>;
};
