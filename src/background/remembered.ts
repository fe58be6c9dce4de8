import type { SessionMemory } from './sessions.ts';

/**
 * The browser's session memory with what this worker has read or written kept at hand: each question
 * of a panel asks for two values, and the browser's process takes milliseconds for each (B3, B4). Only the worker writes there, so what was read stays true until it writes itself; a worker
 * that starts knows nothing and asks.
 */
export function remembered(memory: SessionMemory): SessionMemory {
  const known = new Map<string, unknown>();
  let writes = 0;

  /** What was asked before or during a write may be told of the time before it: not kept. */
  async function writing(
    keys: readonly string[],
    write: () => Promise<void>,
    written?: () => unknown,
  ): Promise<void> {
    const forget = () => {
      writes += 1;
      for (const key of keys) known.delete(key);
    };
    forget();
    const mine = writes;
    await write().finally(forget);
    // Of two that were under way at once, the browser says which one holds.
    if (writes === mine + 1) written?.();
  }

  return {
    async get(key) {
      if (known.has(key)) return known.get(key);
      const before = writes;
      const value = await memory.get(key);
      if (value !== undefined && before === writes) known.set(key, value);
      return value;
    },
    all: () => memory.all(),
    set: (key, value) => {
      const written = () => known.set(key, value);
      return writing([key], () => memory.set(key, value), written);
    },
    remove: (keys) => writing([keys].flat(), () => memory.remove(keys)),
  };
}
