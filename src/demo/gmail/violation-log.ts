import type { Violation } from './contract.ts';

/** Each violation once, whether the page, the browser or both reported it. */
export class ViolationLog {
  readonly #seen = new Map<string, Violation>();

  add(violation: Violation): void {
    const { directive, source, line } = violation;
    this.#seen.set(`${directive} ${source} ${line}`, violation);
  }

  list(): Violation[] {
    return [...this.#seen.values()];
  }

  clear(): void {
    this.#seen.clear();
  }
}
