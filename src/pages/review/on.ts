import type { Reason } from '../../core/schema/decision.ts';
import type { Decisions } from './decisions.ts';
import type { AskWorker, Items } from './items.ts';
import type { Model } from './model.ts';
import type { AskPage } from './page.ts';

/** Clones of the item on screen, where they are shown with it: the queue. */
export type ClonesHere = {
  decide(action: 'approve' | 'reject', reason?: Reason): void | Promise<void>;
  /** how many are in the table on screen; 0 where there is none */
  shown(): number;
  /** takes back what one key decided; null when that was not the last decision */
  undo(): Promise<void> | null;
};

/** What an action has to work with. */
export type On = {
  model: Model;
  ask: AskWorker;
  page: AskPage;
  decisions: Decisions;
  items: Items;
  clones: ClonesHere | undefined;
  /** milliseconds since the epoch */
  wall: () => number;
};
