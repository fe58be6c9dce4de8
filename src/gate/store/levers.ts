import type { LeverStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { ownReading } from './own-reading.ts';
import { recall, recallUnread } from './recalls.ts';
import { sweep } from './sweeps.ts';

/** Sweeps, recalls, and what a reviewer sees of their own reading. */
export function leverStore(db: Db): LeverStore {
  return {
    sweep: (input) => sweep(db, input),
    recall: (input) => recall(db, input),
    recallUnread: (input) => recallUnread(db, input),
    reading: (input) => ownReading(db.in(input.workspaceId), input),
  };
}
