import { render } from 'preact';
import { vi } from 'vitest';
import type { PolicyFacts } from '../../../src/core/picker/facts.ts';
import { startingAutonomy, startingFor } from '../../../src/core/picker/starting.ts';
import { exceptionFor } from '../../../src/core/policies/reroute.ts';
import { simulatePolicy } from '../../../src/core/policies/simulate.ts';
import type { Workflow, WorkflowInput } from '../../../src/core/schema/workflow.ts';
import type { Fault, Version } from '../../../src/messages/policies.ts';
import { Policies } from '../../../src/pages/policies/Policies.tsx';
import { many, NOW } from '../../core/policies/scene.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/policies/policies.css';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const WHO = { owner: 'ops@acme.example', finance: 'cfo@acme.example' };
const running = (workflow: WorkflowInput, name?: string): Workflow => ({
  ...workflow,
  ...(name === undefined ? {} : { name }),
  state: 'running',
});
export const ENRICH = running(startingFor('contact.enrich', WHO).workflow, 'Contact enrichment');
const mail = startingFor('email.draft', WHO).workflow;
const [auto] = startingFor('lead.route', WHO).workflow.policy.autonomy?.lanes ?? [];
export const MAIL: Workflow = {
  ...running({ ...mail, pattern: 'exception-handling' }, LONG),
  policy: {
    ...mail.policy,
    alwaysPerson: [],
    ownership: {
      high: { approver: 'ana@acme.example', standIn: 'ben@acme.example', escalateAfterHours: 4 },
    },
    autonomy: startingAutonomy(
      auto ? [auto, { ...auto, tier: 'constrained', limits: { dailyCap: 20 } }] : [],
    ),
  },
  state: 'paused',
};

export const FACTS: PolicyFacts = {
  stage: 'planner',
  steps: [{ to: 'adopter', earned: false, why: 'no lane’s bound holds yet' }],
  earned: false,
  measured: {
    rate: { value: 0.021, low: 0.012, high: 0.034, n: 640, of: 'defects that people noticed' },
    auroc: { value: 0.81, low: 0.7, high: 0.9, n: 640, of: 'how often a wrong one was less sure' },
    volume: { value: 480, low: 470, high: 490, n: 14_400, of: 'proposals a day' },
  },
};

/** A gate of a test: keeps versions, refuses what is not the next, says what the core says. */
export function gateOf(first: Workflow[], manager = true, language = 'auto') {
  const state = {
    workflows: first,
    away: null as Error | null,
    /** what the gate finds wrong besides, once */
    faults: [] as Fault[],
    asked: [] as [string, unknown][],
    versions: new Map<string, Version[]>(),
  };
  for (const one of first) {
    const { state: _, pauseReason: __, ...workflow } = one;
    state.versions.set(one.id, [
      { version: one.policy.version, workflow, by: 'Ana', at: '2026-11-20T10:00:00.000Z' },
    ]);
  }
  const put = (id: string, workflow: WorkflowInput, more: Partial<Version>): number => {
    const { version } = workflow.policy;
    state.workflows = state.workflows.map((one) =>
      one.id === id ? { ...workflow, state: one.state } : one,
    );
    const kept = state.versions.get(id) ?? [];
    const at = '2026-11-28T10:00:00.000Z';
    state.versions.set(id, [{ version, workflow, by: 'Ben', at, ...more }, ...kept]);
    return version;
  };
  const current = (id: string): Workflow | undefined =>
    state.workflows.find((one) => one.id === id);
  const answers: Record<string, (payload: never) => unknown> = {
    status: () => ({
      spaces: [
        {
          id: 'one',
          name: 'Northwind',
          connection: 'live',
          reviewer: { role: 'manager', name: 'Mara' },
        },
      ],
    }),
    'settings.get': () => ({ theme: document.documentElement.dataset.theme, language }),
    policies: () => ({ manager, workflows: state.workflows }),
    'policy.versions': ({ id }: { id: string }) => ({ versions: state.versions.get(id) ?? [] }),
    'policy.facts': () => FACTS,
    'policy.simulate': ({
      id,
      workflow,
      tries,
    }: {
      id: string;
      workflow: WorkflowInput;
      tries: number;
    }) => {
      if (state.faults.length > 0) return { faults: state.faults.splice(0) };
      const past = many(1190, (index) => ({
        confidence: index % 4 === 0 ? 0.75 : 0.95,
        found: { defect: index % 90 === 0 },
      }));
      const now = current(id) ?? ENRICH;
      const tried = (one: WorkflowInput) => ({
        workflow: one,
        exceptions: past.map((each) => exceptionFor(each, one, {})),
      });
      const level = 1 - 0.05 / tries;
      const simulated = simulatePolicy({
        ...{ past, days: 30, now: NOW, noticing: null, level, standing: [] },
        ...{ current: tried(now), draft: tried(workflow) },
      });
      return { effect: { ...simulated, days: 30, capped: false, version: now.policy.version } };
    },
    'policy.publish': ({
      id,
      workflow,
      reason,
    }: {
      id: string;
      workflow: WorkflowInput;
      reason: string;
    }) => {
      if (state.faults.length > 0) return { faults: state.faults.splice(0) };
      const version = current(id)?.policy.version ?? 0;
      if (workflow.policy.version !== version + 1)
        return { conflict: `the policy is at version ${version}` };
      return { version: put(id, workflow, { reason }) };
    },
    'policy.rollback': ({
      id,
      to,
      from,
      reason,
    }: {
      id: string;
      to: number;
      from: number;
      reason: string;
    }) => {
      const older = state.versions.get(id)?.find(({ version }) => version === to);
      const workflow = older?.workflow as WorkflowInput;
      const policy = { ...workflow.policy, version: from + 1 };
      return { version: put(id, { ...workflow, policy }, { reason, rolledBackTo: to }) };
    },
  };
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: any): Promise<any> => {
    state.asked.push([name, payload]);
    if (state.away && name !== 'status' && name !== 'settings.get') throw state.away;
    return answers[name]?.(payload as never);
  };
  return { state, ask, put };
}

export function open(
  gate: ReturnType<typeof gateOf>,
  theme: 'light' | 'dark' = 'light',
): HTMLElement {
  document.documentElement.dataset.theme = theme;
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  render(<Policies ask={gate.ask} hear={() => () => undefined} />, root);
  return root;
}

export const shown = (root: HTMLElement, what: string | RegExp) =>
  vi.waitFor(() => {
    const text = root.textContent ?? '';
    if (typeof what === 'string' ? !text.includes(what) : !what.test(text))
      throw new Error(`not there: ${what}`);
  });
