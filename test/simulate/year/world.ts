import { join } from 'node:path';
import { DEFAULT_POLICY, type WorkflowInput } from '../../../src/core/schema/workflow.ts';
import { AGENTS, MANAGER } from '../../../src/demo/seed/workflows.ts';
import { startWorld, type World } from '../../../src/demo/world/world.ts';
import { startEmbedded } from '../../../src/gate/store/embedded/index.ts';
import { Reviewer } from '../../support/reviewer.ts';
import { fillPast } from './fill.ts';

/** Whoever decided it all, and is not the manager who looks. */
export const APPROVER = { name: 'Jo Lind', email: 'jo@brightloop.example' };

const workflow = (id: string, name: string): WorkflowInput => ({
  ...{ id, name, pattern: 'pre-approval', owner: MANAGER.email, kinds: ['email.draft'] },
  policy: { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'], undoSeconds: 0 },
});

/** `burning` began today: it has no past. */
const WORKFLOWS = [
  workflow('steady', 'Steady outreach'),
  workflow('renewals', 'Renewals'),
  { ...workflow('outbound', 'Outbound, mid-market'), pattern: 'exception-handling' as const },
  workflow('burning', 'Burning outreach'),
];

export type YearWorld = { world: World; approver: Reviewer; proposals: number; seconds: number };

/** A gate that runs, with a year of work behind it; `close` of its world removes it. */
export async function yearWorld(decisions: number): Promise<YearWorld> {
  const world = await startWorld({ workflows: WORKFLOWS });
  try {
    const { store, workspaceId } = world.admin;
    const code = await world.admin.pairingCode({ ...APPROVER, role: 'manager' });
    const approver = await Reviewer.pair(world.gate.url, code);
    const like = await world.agents.scribe.propose(mailOf('steady', '@N@'));
    const began = performance.now();
    const server = await startEmbedded(join(world.dataDir, 'postgres'), () => undefined);
    let proposals: number;
    try {
      const adminUrl = new URL(server.adminUrl);
      adminUrl.pathname = new URL(server.url).pathname;
      proposals = await fillPast(
        {
          ...{ adminUrl: adminUrl.href, store, workspaceId, like: like.id },
          approver: APPROVER.email,
        },
        {
          ...{ decisions, weeks: 52, seed: 11 },
          workflows: [
            { id: 'steady', share: 0.5, human: 1 },
            { id: 'renewals', share: 0.2, human: 1 },
            { id: 'outbound', share: 0.3, human: 0.3 },
          ],
        },
      );
    } finally {
      await server.stop();
    }
    await world.agents.scribe.withdraw(like.id);
    const seconds = Math.round((performance.now() - began) / 1000);
    return { world, approver, proposals, seconds };
  } catch (error) {
    await world.close();
    throw error;
  }
}

/**
 * A mail of a workflow. Each workflow has a model version and a sending domain of its own: a brake on those
 * would stop others as well.
 */
export const mailOf = (workflowId: string, name: string) => ({
  ...{ workflowId, externalId: `${workflowId}-${name}` },
  agent: { ...AGENTS.scribe[1], modelVersion: workflowId },
  ...{ confidence: 0.9, reasoning: [{ text: 'They asked.' }], claims: [], flags: [] },
  context: { recipientName: 'Ana Ruiz', company: 'Acme Robotics' },
  content: {
    ...{ kind: 'email.draft' as const, delivery: 'gate' as const },
    subject: `${workflowId} number ${name}`,
    from: { email: `ana@${workflowId}.example`, name: 'Ana Reyes' },
    to: [{ email: `buyer-${name.replaceAll('@', '')}@${workflowId}.example`, name: 'Ana Ruiz' }],
    ...{ cc: [], bcc: [], body: '<p>Hi Ana,</p><p>shall we talk?</p>', attachments: [] },
  },
});
