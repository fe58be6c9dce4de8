import { executable } from '../../../core/digest/content.ts';
import {
  type GateExecutor,
  GUARANTEES,
  NotDelivered,
  RateLimited,
  Rejected,
  type WebhookJob,
  type WorkflowStore,
} from '../../dispatch/ports.ts';
import { retryAfter } from '../retry-after.ts';
import { post } from './post.ts';
import { webhookSecret } from './secret.ts';

export { webhookSecret } from './secret.ts';

export type WebhookOptions = {
  /** master secret; each workspace's own is derived from it */
  master: string | Uint8Array;
  allowLoopback: boolean;
};

/**
 * Gives cleared content, with the clearance that proves it, to the workflow's `executorUrl` as
 * `proposal.cleared`. A 2xx is executed; it may answer `{"externalRef": "…"}`.
 */
export function webhookExecutor(
  options: WebhookOptions & { workflows: Pick<WorkflowStore, 'getWorkflow'> },
): GateExecutor {
  return {
    name: 'gate:webhook',
    kinds: GUARANTEES['gate:webhook'].kinds,
    idempotent: GUARANTEES['gate:webhook'].idempotent,
    async execute(work, handOver) {
      if (work.content.kind === 'email.draft') throw new Rejected('Mail does not go to a webhook.');
      const { workspaceId, clearanceId } = work;
      const workflow = await options.workflows.getWorkflow({
        workspaceId,
        id: work.workflowId,
      });
      if (!workflow?.executorUrl) {
        throw new Rejected(
          `No connected system executes this ${work.content.kind}, and the workflow names no executorUrl.`,
        );
      }
      const answer = await post({
        url: workflow.executorUrl,
        id: clearanceId,
        type: 'proposal.cleared',
        data: {
          proposalId: work.proposalId,
          workflowId: work.workflowId,
          dispatchId: work.dispatchId,
          clearance: work.clearanceJws,
          contentDigest: work.contentDigest,
          content: executable(work.content),
        },
        secret: webhookSecret(options.master, workspaceId),
        allowLoopback: options.allowLoopback,
        handOver,
      });
      const { status, body } = answer;
      if (status >= 200 && status < 300) {
        return {
          externalRef: refIn(body) ?? clearanceId,
          detail: `HTTP ${status}`,
        };
      }
      // A server that failed half way may have done it: only a plain no is knowledge.
      const no = status >= 300 && status < 500 && status !== 408;
      const message = `The executor answered HTTP ${status}.`;
      if (status === 429 || status === 503) {
        throw new RateLimited(message, Math.max(1000, retryAfter(answer.retryAfter) ?? 60_000));
      }
      throw no ? new Rejected(message) : new Error(message);
    },
  };
}

/**
 * Delivers a callback. Throws on anything but 2xx, so that it is tried again later; 410 says that
 * nobody wants it any more, which ends it.
 */
export function webhookDelivery(
  options: WebhookOptions,
): (job: WebhookJob) => Promise<{ status: number }> {
  return async (job) => {
    const { status } = await post({
      url: job.url,
      id: job.id,
      type: job.type,
      data: job.data,
      secret: webhookSecret(options.master, job.workspaceId),
      allowLoopback: options.allowLoopback,
    });
    if (status === 410 || (status >= 200 && status < 300)) return { status };
    throw new NotDelivered(`The callback answered HTTP ${status}.`, status);
  };
}

function refIn(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (answer === null || typeof answer !== 'object' || !('externalRef' in answer)) return;
    if (typeof answer.externalRef === 'string' && answer.externalRef !== '') {
      return answer.externalRef;
    }
  } catch {
    // An answer that isn't JSON names no reference.
  }
  return undefined;
}
