import type {
  Brake,
  BrakeBudget,
  BrakeDetail,
  BudgetChange,
  RampView,
} from '../../../protocol/brakes.ts';

/** What a look of {@link BrakeStore.tend} found to do, over all workspaces. */
export type Tended = { trips: number; escalated: number; widened: number };

/** A brake whose kept state is not what its log makes of it. */
export type Rebuilt = { id: string; events: number; same: boolean; differs: string[] };

export type BrakeStore = {
  /** tripped ones first, then by what they are on */
  list(input: { workspaceId: string; retired?: boolean }): Promise<Brake[]>;
  get(input: { workspaceId: string; id: string }): Promise<BrakeDetail | null>;
  /**
   * A person lets a tripped brake run again, and says why: the detector begins anew. Its workflows stay
   * paused until they are resumed, which restarts their brakes by itself.
   * @throws Refusal not-found; not-open when it has not tripped
   */
  restart(input: { workspaceId: string; id: string; by: string; reason: string }): Promise<Brake>;
  budget(workspaceId: string): Promise<BrakeBudget>;
  putBudget(input: { workspaceId: string; change: BudgetChange; by: string }): Promise<BrakeBudget>;
  /**
   * What time brings, in any process: births, retirements, windows that close, alerts that nobody looked
   * at, ramps that may widen. To be called at least hourly; finds little to do when called often.
   */
  tend(): Promise<Tended>;
  /** replays every log from the brake's birth and compares; with `write` the log's word is kept */
  rebuild(input: { workspaceId: string; write: boolean }): Promise<Rebuilt[]>;
  ramps(workspaceId: string): Promise<RampView[]>;
  /** that the watcher is there, for the next 30 minutes. @throws Refusal not-found; forbidden: another's */
  watch(input: { workspaceId: string; id: string; by: string }): Promise<RampView>;
  /** a person opens the next window against the evidence, and says why. @throws Refusal not-found, not-open */
  widen(input: { workspaceId: string; id: string; by: string; reason: string }): Promise<RampView>;
};
