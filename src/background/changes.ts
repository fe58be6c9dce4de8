/** What changed in the store: by id, or all; and in whose mailboxes, or null where that isn't known. */
export type Change = {
  ids: readonly string[];
  all: boolean;
  accounts: ReadonlySet<string> | null;
};

/** Tells the worker's parts that the store or the connection changed. In memory only: nothing depends on it. */
export class Changes {
  readonly #items = new Set<(change: Change) => void>();
  readonly #connection = new Set<() => void>();

  onItems(listener: (change: Change) => void): () => void {
    this.#items.add(listener);
    return () => this.#items.delete(listener);
  }

  onConnection(listener: () => void): () => void {
    this.#connection.add(listener);
    return () => this.#connection.delete(listener);
  }

  items(change: Change): void {
    for (const listener of [...this.#items]) listener(change);
  }

  connection(): void {
    for (const listener of [...this.#connection]) listener();
  }
}

/** A change of single items. */
export const changeOf = (ids: readonly string[], accounts: readonly string[] | null): Change => ({
  ids,
  all: false,
  accounts: accounts === null ? null : new Set(accounts),
});

export const EVERYTHING: Change = { ids: [], all: true, accounts: null };
