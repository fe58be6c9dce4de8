import type { Reporter, TestModule } from 'vitest/node';

/** What a run came to. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** The last line of a run: `12 passed, 0 failed`, and `, 3 skipped` where any was. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/**
 * Prints the closing line after all else. A file that could not be loaded, and an error outside
 * any test, count as one failure each, or the line would say that nothing failed.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tally: Tally = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') tally.passed++;
        else if (state === 'failed') tally.failed++;
        else tally.skipped++;
      }
      const ownTestFailed = [...module.children.allTests('failed')].length > 0;
      if (!module.ok() && !ownTestFailed) tally.failed++;
    }
    // At exit: the default reporter, and teardowns that log, still come after this hook.
    process.once('exit', () => process.stdout.write(`${closingLine(tally)}\n`));
  }
}
