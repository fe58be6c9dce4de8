import type { LessonsAnswer } from '../../protocol/lessons.ts';
import type { UseCaseDeps } from './deps.ts';
import { fixesForAgent } from './findings.ts';
import { type AgentIdentity, Refusal } from './ports.ts';

const DAYS = 90;
const EXAMPLES = 20;

/**
 * What an agent may learn from people's corrections in a workflow that it proposes to.
 * @throws Refusal not-found for any other workflow, whether it exists or not
 */
export async function lessonsFor(
  { store }: Pick<UseCaseDeps, 'store'>,
  { workspaceId, agentId }: AgentIdentity,
  asked: {
    workflowId: string;
    days?: number | undefined;
    limit?: number | undefined;
    cursor?: string | undefined;
  },
): Promise<LessonsAnswer> {
  const { workflowId, days = DAYS, limit = EXAMPLES, cursor = null } = asked;
  const wanted = { workspaceId, agentId, workflowId, days, limit, cursor };
  const found = await store.ownership.lessons(wanted);
  if (!found) throw new Refusal('not-found', 'This agent proposes to no such workflow.');
  if (cursor !== null) return found;
  const findings = await fixesForAgent({ store }, { workspaceId, agentId, workflowId, days });
  return { ...found, findings };
}
