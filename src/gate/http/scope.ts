import type { AgentScope } from '../../protocol/agents.ts';
import type { Route } from '../../protocol/routes.ts';
import { type AgentIdentity, Refusal } from '../dispatch/ports.ts';

/** What a key needs for a route: signals for signals, reading for what reads, proposing for the rest. */
export function scopeFor(route: Pick<Route, 'method' | 'path'>): AgentScope {
  if (route.path === '/v1/signals') return 'signals';
  return route.method === 'GET' ? 'read' : 'propose';
}

/** @throws Refusal forbidden when the key is not for this */
export function allowScope(agent: AgentIdentity, route: Pick<Route, 'method' | 'path'>): void {
  const scope = scopeFor(route);
  if (agent.key && !agent.key.scopes.includes(scope))
    throw new Refusal('forbidden', `This key is not for ${scope}.`);
}

/** True for a key that may be used in some workflows only. */
export const isLimited = (agent: AgentIdentity): boolean => agent.key?.workflows !== undefined;

/** @throws Refusal forbidden when the key is not for this workflow */
export function allowWorkflow(agent: AgentIdentity, workflowId: string): void {
  if (agent.key?.workflows && !agent.key.workflows.includes(workflowId))
    throw new Refusal('forbidden', 'This key is not for that workflow.');
}

/** The workflow that a call names by itself: in its body, or in its path. */
export function workflowNamed(
  route: Pick<Route, 'path'>,
  call: { id: string; body: unknown },
): string | null {
  if (route.path.startsWith('/v1/workflows/{id}')) return call.id;
  const { body } = call;
  if (typeof body !== 'object' || body === null || !('workflowId' in body)) return null;
  return typeof body.workflowId === 'string' ? body.workflowId : null;
}
