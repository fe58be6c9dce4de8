import type { Policy } from '../../core/schema/workflow.ts';

/** Without members that are undefined: a document has them or has them not. */
export function without<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

export function orNothing<T extends object>(value: T): T | undefined {
  const some = without(value);
  return Object.keys(some).length === 0 ? undefined : some;
}

/** What the parts of the form are given. */
export type PartProps = {
  policy: Policy;
  problem: (path: string) => string | undefined;
  disabled: boolean;
  setPolicy: (change: Partial<Policy>) => void;
};
