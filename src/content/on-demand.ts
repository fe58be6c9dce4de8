import { startLife } from './lifecycle.ts';

const RUNNING = '__countersignRecord';
const world = globalThis as { [RUNNING]?: AbortController };

/**
 * Begins a script that was registered at run time, for a site that was turned on. A page where it runs
 * already (a site turned on twice) keeps the one that is there, unless that has ended or lost its
 * extension.
 */
export function beginOnDemand(start: (life: AbortController) => void): void {
  if (window !== window.top) return;
  const orphaned = startLife();
  if (world[RUNNING]?.signal.aborted ?? true) begin(orphaned, start);
}

function begin(orphaned: AbortSignal, start: (life: AbortController) => void): void {
  const life = new AbortController();
  const { signal } = life;
  world[RUNNING] = life;
  orphaned.addEventListener('abort', () => life.abort(), { signal });
  // Back out of the browser's page cache: the worker has forgotten this document meanwhile.
  const back = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    life.abort();
    begin(orphaned, start);
  };
  window.addEventListener('pageshow', back, { signal });
  start(life);
}
