import type { MetricsAnswer, MetricsBy } from '../../../protocol/metrics.ts';

export type MetricStore = {
  /** What the weeks up to now say. */
  read(input: {
    workspaceId: string;
    weeks: number;
    by: MetricsBy;
    workflowId?: string | undefined;
    now: number;
  }): Promise<MetricsAnswer>;
  /** Counts weeks that are over, in all workspaces; how many. Any number of processes may. */
  roll(input: { now: number }): Promise<number>;
};
