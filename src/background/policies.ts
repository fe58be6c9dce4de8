import { WorkflowInput } from '../core/schema/workflow.ts';
import type { Handlers } from '../messages/channel.ts';
import type { Fault, Published, policiesToWorker } from '../messages/policies.ts';
import type { MessageSender } from '../platform/runtime.ts';
import { getMeta } from '../store/meta.ts';
import { GateProblem, NotPaired } from './gate/problems.ts';
import type { Space } from './space.ts';

/** A month of proposals is read and routed: longer than other answers take. */
const SIMULATE_MS = 60_000;

/** Policies as documents, for the page that shows and changes them; the gate has the say in all of it. */
export function policyHandlers(
  of: (space: string | undefined) => Promise<Space>,
): Handlers<typeof policiesToWorker, MessageSender> {
  return {
    async policies({ space }) {
      const { db, gate } = await of(space);
      const pairing = await getMeta(db, 'pairing');
      if (pairing === undefined) throw new NotPaired();
      const { workflows } = await gate.call('workflows', {});
      return { manager: pairing.reviewer.role !== 'rep', workflows };
    },
    async 'policy.versions'({ space, id }) {
      const { gate } = await of(space);
      const { versions } = await gate.call('workflowVersions', { params: { id } });
      return {
        versions: versions.map(({ by, name, ...version }) => ({ ...version, by: name ?? by })),
      };
    },
    async 'policy.facts'({ space, id }) {
      const { gate } = await of(space);
      return gate.call('policyFacts', { params: { id } });
    },
    async 'policy.simulate'({ space, id, workflow, days, tries }) {
      const parsed = WorkflowInput.safeParse(workflow);
      if (!parsed.success) return { faults: faultsOf(parsed.error.issues) };
      const { gate } = await of(space);
      try {
        const body = { workflow: parsed.data, days, tries };
        const call = { params: { id }, body, timeoutMs: SIMULATE_MS };
        return { effect: await gate.call('simulatePolicy', call) };
      } catch (error) {
        if (error instanceof GateProblem && error.faults.length > 0)
          return { faults: [...error.faults] };
        throw error;
      }
    },
    async 'policy.publish'({ space, id, workflow, reason }) {
      const parsed = WorkflowInput.safeParse(workflow);
      if (!parsed.success) return { faults: faultsOf(parsed.error.issues) };
      const { gate } = await of(space);
      const body = { workflow: parsed.data, reason };
      return published(gate.call('publishPolicy', { params: { id }, body }));
    },
    async 'policy.rollback'({ space, id, to, from, reason }) {
      const { gate } = await of(space);
      return published(gate.call('rollBackPolicy', { params: { id }, body: { to, from, reason } }));
    },
  };
}

async function published(
  call: Promise<{ workflow: { policy: { version: number } } }>,
): Promise<Published> {
  try {
    const { workflow } = await call;
    return { version: workflow.policy.version };
  } catch (error) {
    if (!(error instanceof GateProblem)) throw error;
    if (error.code === 'version-conflict') return { conflict: error.message };
    if (error.faults.length > 0) return { faults: [...error.faults] };
    throw error;
  }
}

const faultsOf = (issues: readonly { path: PropertyKey[]; message: string }[]): Fault[] =>
  issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, message }));
