/** What an operator watches: numbers over all workspaces, nothing of anybody's content. */
export type OperatingFacts = {
  queues: {
    queue: string;
    waiting: number;
    active: number;
    failed: number;
    /** of the oldest job that is due; 0 with none */
    oldestSeconds: number;
  }[];
  /** transactions that are under way keep later rows out of the feed until they end */
  feed: { heldTransactions: number; heldSeconds: number };
  /** database connections of this process */
  pool: { open: number; idle: number; waiting: number; most: number };
};

export type OperatingStore = {
  facts(): Promise<OperatingFacts>;
  /**
   * Takes one token of a bucket that all processes share; 0 when there was one, otherwise the whole
   * seconds to wait. For the few attempts that matter to security, not for every request.
   */
  takeToken(input: { key: string; perSecond: number; burst: number }): Promise<number>;
};
