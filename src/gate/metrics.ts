import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OperatingFacts, Store } from './dispatch/ports.ts';
import { Refusal } from './dispatch/ports.ts';
import type { Observe } from './http/context.ts';

/**
 * What Prometheus is told. Labels are names out of our own source (routes, codes, queues) only: no
 * workspace, no address, nothing that people wrote, so that their number stays small and nothing leaks.
 */
export type Metrics = {
  /** HTTP's side: called once a request */
  observe: Observe;
  /** the same store, counted */
  counted(store: Store): Store;
  /** the page as text, with gauges read from the database now */
  page(): Promise<{ type: string; text: string }>;
};

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Metrics of this process. `facts` reads the gauges; when it fails they are left out and `up` is 0.
 * @param unsealedSeconds how far the audit chain is behind, as this process' sealer knows it
 */
export function createMetrics(
  facts: () => Promise<OperatingFacts>,
  unsealedSeconds: () => number,
): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({});
  collectDefaultMetrics({ register: registry, prefix: 'countersign_' });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name: `countersign_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name: `countersign_${name}`, help, labelNames, registers });

  const requests = counter('http_requests_total', 'Requests answered', ['route', 'status']);
  const durations = new Histogram({
    name: 'countersign_http_request_duration_seconds',
    help: 'Time to answer, long polls left out',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const proposals = counter('proposals_total', 'Proposals and revisions taken in', ['lane']);
  const decisions = counter('decisions_total', 'Answers to decisions', ['action', 'answer']);
  const redemptions = counter('redemptions_total', 'Redemptions tried', ['outcome']);
  const dispatches = counter('dispatches_total', 'Dispatches ended by this process', ['outcome']);
  const gauges = {
    up: gauge('database_up', '1 when the database answered this scrape'),
    waiting: gauge('queue_jobs', 'Jobs in a queue', ['queue', 'state']),
    age: gauge('queue_oldest_seconds', 'Age of the oldest job that is due', ['queue']),
    held: gauge('feed_held_transactions', 'Transactions between the feed and the newest one'),
    heldFor: gauge('feed_held_seconds', 'Age of the oldest transaction that holds the feed back'),
    unsealed: gauge('audit_unsealed_seconds', 'How long audit rows have waited for their seal'),
    pool: gauge('pool_connections', 'Database connections of this process', ['state']),
  };

  return {
    observe: ({ route, status, seconds, waited }) => {
      requests.inc({ route, status: String(status) });
      if (!waited) durations.observe({ route }, seconds);
    },
    counted: (store) => ({
      ...store,
      proposals: {
        ...store.proposals,
        submit: async (input) => {
          const done = await store.proposals.submit(input);
          if (done.created) proposals.inc({ lane: done.lane });
          return done;
        },
        revise: async (input) => {
          const done = await store.proposals.revise(input);
          proposals.inc({ lane: done.lane });
          return done;
        },
      },
      decisions: {
        ...store.decisions,
        record: async (input) => {
          const answer = await store.decisions.record(input);
          decisions.inc({ action: input.decision.action, answer: answer.status });
          return answer;
        },
      },
      clearances: {
        ...store.clearances,
        redeem: async (input) => {
          try {
            const done = await store.clearances.redeem(input);
            redemptions.inc({ outcome: 'redeemed' });
            return done;
          } catch (error) {
            redemptions.inc({ outcome: error instanceof Refusal ? error.code : 'error' });
            throw error;
          }
        },
      },
      dispatches: {
        ...store.dispatches,
        finish: async (input) => {
          const done = await store.dispatches.finish(input);
          if (done) dispatches.inc({ outcome: input.result.outcome });
          return done;
        },
        later: async (input) => {
          await store.dispatches.later(input);
          dispatches.inc({ outcome: 'later' });
        },
        refuse: async (input) => {
          await store.dispatches.refuse(input);
          dispatches.inc({ outcome: 'refused' });
        },
      },
    }),
    page: async () => {
      for (const each of Object.values(gauges)) each.reset();
      const now = await facts().catch(() => null);
      gauges.up.set(now ? 1 : 0);
      gauges.unsealed.set(unsealedSeconds());
      if (now) {
        for (const { queue, waiting, active, failed, oldestSeconds } of now.queues) {
          gauges.waiting.set({ queue, state: 'waiting' }, waiting);
          gauges.waiting.set({ queue, state: 'active' }, active);
          gauges.waiting.set({ queue, state: 'failed' }, failed);
          gauges.age.set({ queue }, oldestSeconds);
        }
        gauges.held.set(now.feed.heldTransactions);
        gauges.heldFor.set(now.feed.heldSeconds);
        gauges.pool.set({ state: 'open' }, now.pool.open);
        gauges.pool.set({ state: 'idle' }, now.pool.idle);
        gauges.pool.set({ state: 'waiting' }, now.pool.waiting);
        gauges.pool.set({ state: 'most' }, now.pool.most);
      }
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
