import type { Store } from '../dispatch/ports.ts';
import { accuracyStore } from './accuracy.ts';
import { agentStore } from './agents.ts';
import { alertStore } from './alert-store.ts';
import { antiPatternStore } from './antipatterns.ts';
import { auditStore } from './audit.ts';
import { brakeStore } from './brakes.ts';
import { clearanceStore } from './clearances.ts';
import { conductStore } from './conduct.ts';
import { withConduct } from './conduct-refusals.ts';
import { reconcileStore } from './conduct-sent.ts';
import { correctionStore } from './corrections.ts';
import { connect } from './db.ts';
import { decisionStore } from './decisions.ts';
import { deliveryStore } from './deliveries.ts';
import { dispatchStore } from './dispatches.ts';
import { feedStore } from './feed.ts';
import { laneStore } from './lanes.ts';
import { lessonStore } from './lessons.ts';
import { leverStore } from './levers.ts';
import { lookStore } from './looks.ts';
import { metricStore } from './metrics.ts';
import { operatingStore } from './operating.ts';
import { ownershipStore } from './ownership.ts';
import { peopleStore } from './people.ts';
import { policyStore } from './policies.ts';
import { proposalStore } from './proposals.ts';
import { reportStore } from './reports.ts';
import { retentionStore } from './retention.ts';
import { signalStore } from './signals.ts';
import { slackStore } from './slack.ts';
import { spotCheckStore } from './spot-checks.ts';
import { weeklyStore } from './weekly.ts';
import { workflowStore } from './workflows.ts';

export { createJobRunner } from './jobs.ts';
export { migrate } from './migrate.ts';
export { roleOf, weaknesses } from './roles.ts';

/**
 * The gate's store over one PostgreSQL. Connects on first use; run {@link migrate} before.
 * @param url connection string of PostgreSQL 15 or newer
 */
export function createStore(url: string, options: { connections?: number } = {}): Store {
  const db = connect(url, options.connections);
  const feed = feedStore(db, url);
  const audit = auditStore(db, url);
  return withConduct(db, {
    audit,
    people: peopleStore(db),
    agents: agentStore(db),
    workflows: workflowStore(db),
    proposals: proposalStore(db),
    ownership: { ...ownershipStore(db), ...lessonStore(db) },
    decisions: decisionStore(db),
    feed,
    clearances: clearanceStore(db),
    dispatches: dispatchStore(db),
    deliveries: deliveryStore(db),
    signals: signalStore(db),
    alerts: alertStore(db),
    antipatterns: antiPatternStore(db),
    brakes: brakeStore(db),
    levers: leverStore(db),
    conduct: conductStore(db),
    corrections: correctionStore(db),
    accuracy: accuracyStore(db),
    lanes: laneStore(db),
    policies: policyStore(db),
    looks: lookStore(db),
    metrics: metricStore(db),
    spotChecks: spotCheckStore(db),
    reconcile: reconcileStore(db),
    operating: operatingStore(db),
    retention: retentionStore(db),
    reports: reportStore(db),
    weekly: weeklyStore(db),
    slack: slackStore(db),
    ready: async () => {
      await db.outside('select number from migrations limit 1');
    },
    close: async () => {
      await feed.stop();
      await audit.stop();
      await db.close();
    },
  });
}
