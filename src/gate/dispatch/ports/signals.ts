import type { Signal } from '../../../core/schema/signal.ts';

export type SignalStore = {
  /** returns how many were new */
  add(input: { workspaceId: string; signals: Signal[]; source: string }): Promise<number>;
};
