import type { SettingsInForce, SpaceStatus, Status } from '../../src/messages/pages-to-worker.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

export const id = '00000000-0000-4000-8000-000000000001';

export const at = '2026-11-22T10:00:00.000Z';

export const space: SpaceStatus = {
  ...{ id: 'countersign', name: 'Northwind' },
  connection: 'live',
  gate: {
    name: 'Northwind gate',
    url: 'https://gate.example.com',
    keyThumbprint: 'bWFkZS11cC10aHVtYnByaW50',
  },
  workspace: { id, name: 'Northwind', createdAt: at },
  reviewer: { id, name: LONG, email: 'ana@northwind.example.com', role: 'rep', mailboxes: [] },
  lastSyncAt: at,
  pending: 12,
  outbox: 2,
};

export const second: SpaceStatus = {
  ...{ ...space, id: 'countersign-2', name: LONG, connection: 'offline', problem: 'No answer.' },
  ...{ pending: 3, outbox: 1, workspace: { id, name: LONG, createdAt: at } },
};

/** Paired with these; the first one's state is the whole's. */
export const pairedWith = (...spaces: SpaceStatus[]): Status => ({
  connection: spaces[0]?.connection ?? 'unpaired',
  pending: spaces.reduce((sum, { pending }) => sum + pending, 0),
  outbox: spaces.reduce((sum, { outbox }) => sum + outbox, 0),
  spaces,
});

export const REVOKED: SpaceStatus = { ...second, connection: 'revoked' };

export const OFFLINE = pairedWith({ ...space, connection: 'offline', problem: 'No answer.' });

export const MANAGED: Partial<SettingsInForce> = {
  ...{
    locked: ['theme', 'notify', 'customSites'],
    lockedKeys: ['approve'],
    keys: { approve: 'y' },
  },
  faults: [{ name: 'language', why: 'The value does not fit.' }],
  gates: ['https://gate.example.com'],
};

export const QUIET: Partial<SettingsInForce> = { notify: 'all', quietHours: '22:00-07:00' };

const historyLost = { head: 'a.b.c', seenAt: at, foundAt: at };

export const unpaired = pairedWith();

export const LOST = pairedWith({ ...space, historyLost });
