import type { DailyCount, Signal } from '../../../core/schema/signal.ts';

export type SignalStore = {
  /** returns how many were new. The workspace's brakes have heard them by then */
  add(input: {
    workspaceId: string;
    signals: Signal[];
    daily?: DailyCount[];
    source: string;
  }): Promise<number>;
};
