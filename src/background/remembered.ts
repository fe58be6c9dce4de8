import type { SessionMemory } from './sessions.ts';

/**
 * The browser's session memory with what this worker has read or written kept at hand: each question
 * of a panel asks for two values, and the browser's process takes milliseconds for each (B3, B4).
 * Only the worker writes there, so what was read stays true until it writes itself; a worker that
 * starts knows nothing and asks.
 */
export function remembered(memory: SessionMemory): SessionMemory {
  const known = new Map<string, unknown>();
  /** by key, the writes that are under way */
  const under = new Map<string, { count: number; alone: boolean }>();
  let writes = 0;

  /** What was asked before or during a write may be told of the time before it: not kept. */
  async function writing(
    keys: readonly string[],
    write: () => Promise<void>,
    value?: unknown,
  ): Promise<void> {
    const forget = () => {
      writes += 1;
      for (const key of keys) known.delete(key);
    };
    const here = keys.map((key) => ({ key, of: under.get(key) ?? { count: 0, alone: true } }));
    for (const { key, of } of here) {
      under.set(key, of);
      of.alone &&= of.count === 0;
      of.count += 1;
    }
    forget();
    try {
      await write();
    } finally {
      forget();
      for (const { key, of } of here) {
        of.count -= 1;
        if (of.count === 0) under.delete(key);
      }
    }
    // Of two writes at once, the browser says which one holds.
    for (const { key, of } of here) if (of.alone && value !== undefined) known.set(key, value);
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
    set: (key, value) => writing([key], () => memory.set(key, value), value),
    remove: (keys) => writing([keys].flat(), () => memory.remove(keys)),
  };
}
