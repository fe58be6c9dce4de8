/** Jobs are written in the store's own transactions; this side only works them off. */
export type JobRunner = {
  /** at-least-once for webhooks (retried), at most once for dispatches (never retried) */
  start(handlers: {
    dispatch(job: { workspaceId: string; dispatchId: string }): Promise<void>;
    webhook(job: WebhookJob): Promise<void>;
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
