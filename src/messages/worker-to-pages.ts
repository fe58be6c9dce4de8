import * as z from 'zod/mini';
import { Uuid } from '../core/schema/scalars.ts';
import { Nothing } from './shared.ts';

/** From the worker to every extension page: what changed, by id. */
export const workerToPages = {
  'items.changed': {
    payload: z.object({ proposalIds: z.array(Uuid), all: z.boolean() }),
    reply: Nothing,
  },
  'connection.changed': { payload: Nothing, reply: Nothing },
} as const;
export type WorkerToPages = typeof workerToPages;
