import { validatePolicy } from '../../core/ownership/validate-policy.ts';
import { Workflow, WorkflowInput } from '../../core/schema/workflow.ts';
import type { Fault } from '../../messages/policies.ts';
import { t } from '../../words/t.ts';

/** A draft and the version that it began from; kept while the page is open, whatever is looked at meanwhile. */
export type Begun = { base: WorkflowInput; draft: WorkflowInput };

/** A workflow as it is in force; null for what this version of the extension doesn't understand. */
export function workflowOf(value: unknown): Workflow | null {
  const parsed = Workflow.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What of a workflow is a document: without its state, which is changed elsewhere. */
export function documentOf(value: unknown): WorkflowInput | null {
  const whole = Workflow.safeParse(value);
  if (!whole.success) {
    const bare = WorkflowInput.safeParse(value);
    return bare.success ? bare.data : null;
  }
  const { state: _state, pauseReason: _reason, ...input } = whole.data;
  return input;
}

/** Everything that is wrong with a draft, by JSON pointer: its form first, then what no policy may say. */
export function faultsIn(draft: unknown): Fault[] {
  const parsed = WorkflowInput.safeParse(draft);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({
      path: `/${path.join('/')}`,
      message: message === 'Invalid input' ? t('policies_not_what_belongs') : message,
    }));
  return validatePolicy(parsed.data).map(({ path, message, why }) => ({
    path,
    message: `${message}. ${why}`,
  }));
}

/** The draft as its next version. */
export const nextOf = (draft: WorkflowInput, version: number): WorkflowInput => ({
  ...draft,
  policy: { ...draft.policy, version: version + 1 },
});

/** A document read from text; its fault, with line and column where the browser says them. */
export function parseText(text: string): { draft: WorkflowInput } | { faults: Fault[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : t('policies_no_json');
    return { faults: [{ path: '', message }] };
  }
  const parsed = WorkflowInput.safeParse(value);
  return parsed.success ? { draft: parsed.data } : { faults: faultsIn(value) };
}
