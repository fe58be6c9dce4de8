import type { WorkflowInput } from '../schema/workflow.ts';

/** One field that differs. */
export type Change = {
  /** JSON pointer; lanes by their tier, since their order says nothing */
  path: string;
  /** null: it was not there, or is not there any more */
  before: Leaf | null;
  after: Leaf | null;
};

/** A value as the document has it. */
export type Leaf = string | number | boolean | readonly (string | number)[];

/**
 * What two versions of a workflow say differently, field by field; the version's own number isn't one. The
 * same for any order of members, and empty only where both say the same.
 */
export function differences(before: WorkflowInput, after: WorkflowInput): Change[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths.flatMap((path): Change[] => {
    const [was, is] = [old.get(path), now.get(path)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ path, before: was ?? null, after: is ?? null }];
  });
}

function leavesOf(workflow: WorkflowInput): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (value: unknown, path: string): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) {
      if (value.every((one) => typeof one !== 'object')) leaves.set(path, value);
      else
        for (const [index, one] of value.entries())
          walk(one, `${path}/${path === '/policy/autonomy/lanes' ? tierOf(one, index) : index}`);
      return;
    }
    if (typeof value === 'object') {
      for (const name of Object.keys(value).sort())
        walk((value as Record<string, unknown>)[name], `${path}/${name}`);
      return;
    }
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      leaves.set(path, value);
  };
  const { version: _, ...policy } = workflow.policy;
  walk({ ...workflow, policy }, '');
  return leaves;
}

const tierOf = (lane: { tier?: unknown }, index: number): string =>
  typeof lane.tier === 'string' ? lane.tier : String(index);
