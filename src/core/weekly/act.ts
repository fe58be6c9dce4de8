import type { Kind } from '../schema/kind.ts';
import type { Workflow, WorkflowInput } from '../schema/workflow.ts';
import type { Promotion } from './promotion.ts';

/** One thing that a weekly review does to a workflow. */
export type WeeklyAct =
  | { act: 'retire'; template: string }
  | { act: 'tighten'; confidenceLine: number }
  | { act: 'tighten'; kind: Kind }
  | { act: 'promote' };

export type Acted =
  | {
      workflow: WorkflowInput;
      /** what changed, for the log: names of templates and kinds, numbers */
      detail: Record<string, string | number>;
    }
  | { fault: { path: string; message: string } };

const fault = (path: string, message: string): Acted => ({ fault: { path, message } });

/** The workflow after it, with its policy one version on; or what speaks against it. Pure. */
export function acted(workflow: Workflow, what: WeeklyAct, promotion: Promotion): Acted {
  const { state: _state, pauseReason: _why, ...input } = workflow;
  const { policy } = input;
  const next = (change: Partial<WorkflowInput['policy']>): WorkflowInput => ({
    ...input,
    policy: { ...policy, ...change, version: policy.version + 1 },
  });
  if (what.act === 'retire') {
    const { template } = what;
    const retired = policy.retiredTemplates ?? [];
    if (retired.includes(template)) return fault('/template', 'is retired already');
    return { workflow: next({ retiredTemplates: [...retired, template] }), detail: { template } };
  }
  if (what.act === 'promote') {
    if (!promotion.may) return fault('/act', promotion.why);
    return promoted(workflow, { step: promotion.step, next });
  }
  if ('kind' in what) {
    const { kind } = what;
    if (!input.kinds.includes(kind)) return fault('/kind', 'is none of this workflow');
    if (policy.alwaysPerson.includes(kind)) return fault('/kind', 'goes to a person already');
    return { workflow: next({ alwaysPerson: [...policy.alwaysPerson, kind] }), detail: { kind } };
  }
  const { confidenceLine: to } = what;
  const from = policy.confidenceLine;
  if (to <= from) return fault('/confidenceLine', `is not above ${from}, where it is`);
  return { workflow: next({ confidenceLine: to }), detail: { from, to } };
}

function promoted(
  { pattern, policy }: Workflow,
  {
    step,
    next,
  }: {
    step: Extract<Promotion, { may: true }>['step'];
    next: (change: Partial<WorkflowInput['policy']>) => WorkflowInput;
  },
): Acted {
  if (step.to !== 'cap')
    return { workflow: { ...next({}), pattern: step.to }, detail: { from: pattern, to: step.to } };
  const { autonomy } = policy;
  if (!autonomy) return fault('/act', 'its policy names no way to earn it');
  const lanes = autonomy.lanes.map((lane) =>
    lane.tier === 'constrained' && lane.limits
      ? { ...lane, limits: { ...lane.limits, dailyCap: step.cap } }
      : lane,
  );
  return {
    workflow: next({ autonomy: { ...autonomy, lanes } }),
    detail: { from: step.from, to: step.cap },
  };
}
