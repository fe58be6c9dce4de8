import type { WorkflowInput } from '../schema/workflow.ts';

/** What both have changed, each in another way: mine was taken. */
export type Rebased = { workflow: WorkflowInput; both: string[] };

type Json = unknown;
const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * My changes put on top of what somebody else published meanwhile, field by field; lists as a whole. The
 * result's version is the next after theirs.
 */
export function rebase(base: WorkflowInput, mine: WorkflowInput, theirs: WorkflowInput): Rebased {
  const both: string[] = [];
  const merge = (at: { base: Json; mine: Json; theirs: Json }, path: string): Json => {
    if (same(at.mine, at.base)) return at.theirs;
    if (same(at.theirs, at.base) || same(at.theirs, at.mine)) return at.mine;
    const { mine: own, theirs: other } = at;
    if (isObject(own) && isObject(other)) {
      const known = isObject(at.base) ? at.base : {};
      const names = new Set([...Object.keys(other), ...Object.keys(own)]);
      return Object.fromEntries(
        [...names].flatMap((name) => {
          const parts = { base: known[name], mine: own[name], theirs: other[name] };
          const value = merge(parts, `${path}/${name}`);
          return value === undefined ? [] : [[name, value]];
        }),
      );
    }
    both.push(path);
    return own;
  };
  const version = theirs.policy.version + 1;
  const aligned = (one: WorkflowInput): WorkflowInput => ({
    ...one,
    policy: { ...one.policy, version },
  });
  const merged = merge({ base: aligned(base), mine: aligned(mine), theirs: aligned(theirs) }, '');
  return { workflow: merged as WorkflowInput, both };
}
