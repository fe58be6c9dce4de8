import type { History } from './history.ts';

/** A row of the clean run by what it begins with. */
export function one<T extends object>(list: readonly T[], which: Partial<T>): T {
  const found = list.find((row) =>
    Object.entries(which).every(([key, value]) => row[key as keyof T] === value),
  );
  if (!found) throw new Error(`the clean run has no ${JSON.stringify(which)}`);
  return found;
}
export const reader = (run: History) => one(run.readers, { name: 'manager 1' });
export const drop = <T extends object>(list: T[], which: Partial<T>): void => {
  list.splice(list.indexOf(one(list, which)), 1);
};

/** A violation, planted into the clean run, and what the checker must say of it. */
export type Planted = [name: string, plant: (run: History) => void, says: RegExp];
