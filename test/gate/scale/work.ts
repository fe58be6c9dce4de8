import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { link } from '../../../src/gate/audit/chain.ts';
import { connect } from '../../../src/gate/store/db.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { bossOn, queueOf } from '../../../src/gate/store/queues.ts';
import { createStarts } from '../../../src/gate/store/starts.ts';
import { approved, mail, revisionOf } from '../store/scene.ts';
import type { Loaded } from './load.ts';

/** A page of the feed, as devices ask for it. */
const PAGE = 200;

/**
 * Everything that gates do again and again, once each, through their own code. `during` hears what
 * comes next.
 */
export async function workOnce(
  url: string,
  { scenes }: Loaded,
  during: (what: string) => void,
): Promise<void> {
  const store = createStore(url);
  const db = connect(url, 2);
  try {
    const [loaded] = scenes;
    if (!loaded) throw new Error('nothing was loaded');
    const at = { ...loaded, store };
    const { workspaceId, agentId, rep, manager } = at;

    during('feed: first page of a manager');
    const first = await store.feed.read({ identity: manager, cursor: null, limit: PAGE });
    during('feed: next page');
    await store.feed.read({ identity: manager, cursor: first.cursor, limit: PAGE });
    during('feed: first page of a rep');
    await store.feed.read({ identity: rep, cursor: null, limit: PAGE });
    during('feed: one item');
    const [entry] = first.entries;
    if (entry?.op !== 'upsert') throw new Error('the feed begins with no item');
    const proposalId = entry.item.proposalId;
    await store.feed.item({ identity: manager, proposalId });
    during('feed: one item by its link');
    await store.feed.shown({ identity: manager, proposalId });
    during('feed: the head of a watched feed');
    await new Promise<void>((resolve) => {
      const stop = store.feed.onMoved(workspaceId, () => {
        stop();
        resolve();
      });
    });

    during('queue: what may start');
    const queue = queueOf('gate:smtp');
    await createStarts(db).take(queue, 8, { perSecond: 100, burst: 100 });
    during('queue: fetch');
    await bossOn(db.boss).fetch(queue, { batchSize: 8, includeMetadata: true });

    during('sweep: retention');
    await store.retention.sweep({ newId: () => v7(), days: 350, batch: 20 });
    during('sweep: expiry');
    await store.proposals.expireDue();
    during('sweep: ownership');
    await store.ownership.sweepOwnership();
    during('sweep: orphans');
    await store.dispatches.recoverOrphans({ live: 'alive' });

    during('proposal: in');
    const revision = await revisionOf(at);
    await store.proposals.submit(revision);
    during('proposal: the same again');
    await store.proposals.submit(revision);
    during('proposal: report');
    await store.proposals.report({ workspaceId, proposalId });
    during('proposal: withdrawn');
    await store.proposals.withdraw({ workspaceId, agentId, proposalId: revision.proposalId });
    during('decision');
    const content = mail({ to: [{ email: 'buyer-7@domain-7.example', name: 'Buyer' }] });
    const done = await approved(at, { content });
    during('redemption');
    await store.clearances.redeem({
      workspaceId,
      clearanceId: done.clearance.id,
      executor: 'gate:smtp',
      contentDigest: done.clearance.claims.contentDigest,
      claimedBy: 'alive',
    });
    during('signal: an opt-out withdraws what is pending');
    await store.signals.add({
      workspaceId,
      source: 'agent',
      signals: [
        { id: randomUUID(), type: 'unsubscribe', at: new Date().toISOString(), proposalId },
      ],
    });
    during('oversight: how each workflow does');
    await store.spotChecks.health(workspaceId);
    during('oversight: what left lately');
    await store.spotChecks.sent({ workspaceId, reviewer: manager.reviewer, limit: 20 });
    during('proof: a request of a reviewer');
    await store.people.reviewerByProof({ tokenHash: 'none', key: randomUUID(), ttlSeconds: 60 });

    during('metrics: a week that is over');
    await store.metrics.roll({ now: Date.now() });
    during('metrics: read by template');
    await store.metrics.read({ workspaceId, weeks: 13, by: 'template', now: Date.now() });
    during('policy: what it is tried on');
    const { workflowId } = revision.input;
    await store.policies.pastProposals({ workspaceId, workflowId, days: 30, limit: 4000 });
    await store.policies.standingLanes({ workspaceId, workflowId });
    await store.policies.performance({ workspaceId, workflowId });
    await store.policies.seen({ workspaceId, workflowId });
    await store.ownership.version({ workspaceId, workflowId, version: 1 });
    during('corrections: a page');
    for await (const _page of store.corrections.pages({ workspaceId })) break;
    during('corrections: of one workflow');
    const { workflows } = await store.corrections.busy({ workspaceId, days: 90, limit: 50 });
    const [busiest] = workflows;
    if (!busiest) throw new Error('nothing was corrected');
    const asked = { workspaceId, workflowId: busiest.id, days: 90, limit: 500 };
    await store.corrections.judged(asked);
    during('accuracy of one workflow');
    await store.accuracy.graded({ workspaceId, workflowId: busiest.id, weeks: 4, limit: 2000 });
    during('accuracy: of one workflow with more than is read');
    await store.accuracy.graded({ workspaceId, workflowId: busiest.id, weeks: 52, limit: 2000 });
    during('the weekly review');
    // What is newest waits: decisions and sends are before it.
    for (const weeks of [0, 8])
      await store.weekly.groups({
        ...{ workspaceId, until: new Date(Date.now() - weeks * 7 * 86_400_000).toISOString() },
      });
    await store.weekly.notes(workspaceId);
    during('a reviewer’s own page');
    await store.levers.reading({ workspaceId, reviewerId: rep.reviewer.id, days: 30 });
    during('anti-patterns: evidence');
    await store.antipatterns.evidence({ workspaceId, now: Date.now() });

    during('structural scan');
    await store.antipatterns.structure({ workspaceId });

    during('audit: seal');
    await store.audit.seal({ workspaceId, limit: 500, link });
    during('audit: newest head');
    await store.audit.checkpoint(workspaceId);
  } finally {
    during('');
    await db.close();
    await store.close();
  }
}
