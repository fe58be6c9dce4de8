import type { CDPSession } from 'playwright-core';

/** One event of the browser's own trace; times in microseconds. */
export type TraceEvent = {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  /** processor time of the thread, where the system tells it: not what others took meanwhile */
  tdur?: number;
  pid: number;
  tid: number;
  args?: { data?: { url?: string; functionName?: string } };
};

/** Records a trace of what the page's process does while `run` runs. */
export async function trace(
  session: CDPSession,
  run: () => Promise<unknown>,
): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => {
    for (const event of value) events.push(event as TraceEvent);
  };
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'], excludedCategories: ['*'] },
  });
  await run();
  const done = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await done;
  session.off('Tracing.dataCollected', collect);
  return events;
}

/**
 * What one extension's script did on pages: every entry into it, whatever it was called by (an
 * observer, a frame, a timer, an event).
 */
export function extensionWork(
  events: readonly TraceEvent[],
  extensionId: string,
): { calls: number; totalMs: number; longestMs: number } {
  const ours = events.filter(
    ({ name, args }) =>
      (name === 'FunctionCall' || name === 'EvaluateScript') &&
      args?.data?.url?.startsWith(`chrome-extension://${extensionId}/`),
  );
  const times = ours.map(({ dur, tdur }) => (tdur ?? dur ?? 0) / 1000);
  return {
    calls: ours.length,
    totalMs: times.reduce((sum, ms) => sum + ms, 0),
    longestMs: Math.max(0, ...times),
  };
}

/** Processor seconds that the page's main thread has spent in tasks; `threadTicks` must be on. */
export async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}
