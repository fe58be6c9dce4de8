import type { SpaceStatus, Status } from '../../src/messages/pages-to-worker.ts';

const id = '00000000-0000-4000-8000-000000000001';
const at = '2026-11-28T10:00:00.000Z';
/** A pairing as the worker tells of it. */
export const space = (change: Partial<SpaceStatus> = {}, role: 'rep' | 'manager' = 'manager') => ({
  ...{ id: 'one', name: 'Brightloop', connection: 'live' as const, pending: 0, outbox: 0 },
  gate: { name: 'Gate', url: 'https://gate.example', keyThumbprint: 'x' },
  workspace: { id, name: 'Brightloop', createdAt: at },
  reviewer: { id, name: 'Mara', email: 'mara@brightloop.example', role, mailboxes: [] },
  ...change,
});
export const status = (...spaces: SpaceStatus[]): Status => ({
  ...{ connection: spaces.length === 0 ? 'unpaired' : 'live', pending: 0, outbox: 0, spaces },
});

/** The worker, with an answer for each message; what was asked of it is kept. */
export function worker(answers: Record<string, unknown>) {
  const asked: [string, unknown][] = [];
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: unknown): Promise<any> => {
    asked.push([name, payload]);
    if (name === 'settings.get' && !(name in answers))
      return { theme: document.documentElement.dataset.theme, language: 'auto' };
    if (!(name in answers)) throw new Error(`nothing answers ${name}`);
    const answer = answers[name];
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer(payload) : answer;
  };
  return { ask, asked };
}
