import { startLife } from './lifecycle.ts';
import { startRecordPage } from './record-page.ts';

// Registered at run time, for sites that were turned on; self-contained. A page where it runs already
// (a site turned on twice) keeps the one that is there, unless that has ended or lost its extension.
const RUNNING = '__countersignRecord';
const world = globalThis as { [RUNNING]?: AbortController };

function begin(orphaned: AbortSignal): void {
  const life = new AbortController();
  const { signal } = life;
  world[RUNNING] = life;
  orphaned.addEventListener('abort', () => life.abort(), { signal });
  // Back out of the browser's page cache: the worker has forgotten this document meanwhile.
  const back = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    life.abort();
    begin(orphaned);
  };
  window.addEventListener('pageshow', back, { signal });
  startRecordPage(life);
}

if (window === window.top) {
  const orphaned = startLife();
  if (world[RUNNING]?.signal.aborted ?? true) begin(orphaned);
}
