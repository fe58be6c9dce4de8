import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startSink } from '../connectors/sink.ts';
import type { TestGate } from '../http/harness.ts';
import { runningGate } from '../http/running.ts';
import { decideMany, decideOn, feedOf, nextDay, openLooks, propose, stage } from './stage.ts';

let gate: TestGate;
let sink: Awaited<ReturnType<typeof startSink>>;
beforeAll(async () => {
  sink = await startSink();
  gate = await runningGate({ smtpUrl: sink.url });
});
afterAll(async () => {
  await gate.close();
  await sink.stop();
});

it('a running gate sends by itself what has earned it, has it audited, and stops when that is over', async () => {
  const at = await stage(gate);
  const first = await propose(at);
  expect(first.lane).toBe('human');
  await decideOn(at, at.rep, first);
  await decideMany(at, 24);
  await nextDay(at);
  const made = await propose(at);
  expect(made).toMatchObject({ lane: 'auto', state: 'approved' });
  const { workspaceId } = at.team;
  await vi.waitFor(
    async () => {
      const current = await gate.store.proposals.current({ workspaceId, proposalId: made.id });
      expect(current?.state).toBe('executed');
    },
    { timeout: 30_000, interval: 50 },
  );
  // 25 that people approved, and the one that nobody did.
  await vi.waitFor(() => expect(sink.received).toHaveLength(26), { timeout: 30_000 });
  const report = await gate.store.proposals.report({ workspaceId, proposalId: made.id });
  expect(report?.decision).toMatchObject({ action: 'policy' });
  await openLooks(at);
  const look = [...(await feedOf(at.rep)).items.values()].find(({ blind }) => blind);
  expect(look?.contentDigest).toBe(made.contentDigest);
  const closing = await at.manager.send('POST', `/v1/workflows/${at.workflowId}/lanes/close`, {
    body: { reason: 'Enough for today.' },
  });
  expect(await closing.json()).toMatchObject({ closed: 1 });
  expect((await propose(at)).lane).toBe('human');
}, 120_000);
