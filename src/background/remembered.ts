import type { SessionMemory } from './sessions.ts';

/**
 * The browser's session memory with what this worker has read or may read again kept at hand: each
 * question of a panel asks for two values, and the browser's process takes milliseconds for each
 * (B4). Only the worker writes there, so what was read stays true until it writes itself; a worker
 * that starts knows nothing and asks.
 */
export function remembered(memory: SessionMemory): SessionMemory {
  const known = new Map<string, unknown>();
  let writes = 0;

  /** What was asked before or during a write may be told of the time before it: not kept. */
  async function writing(keys: readonly string[], write: () => Promise<void>): Promise<void> {
    const forget = () => {
      writes += 1;
      for (const key of keys) known.delete(key);
    };
    forget();
    try {
      await write();
    } finally {
      forget();
    }
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
    set: (key, value) => writing([key], () => memory.set(key, value)),
    remove: (keys) => writing([keys].flat(), () => memory.remove(keys)),
  };
}
