import { checkSheet, sheetItems } from '../dispatch/sheet.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';
import { fitsSheet, parseSheet, sheetCsv } from './sheet-csv.ts';

type Names = 'exportQueue' | 'checkQueue';

/** The queue as a sheet, and what a filled one would decide. */
export const sheetHandlers = (deps: HttpDeps): Pick<Handlers, Names> => ({
  exportQueue: async ({ caller: { reviewer } }) => sheetCsv(await sheetItems(deps, reviewer)),

  checkQueue: async ({ caller: { reviewer }, body }) => {
    const { rows, refused, open } = parseSheet(body);
    const checked = await checkSheet({ ...deps, fits: fitsSheet }, reviewer, rows);
    const all = [...refused, ...checked.refused].sort((a, b) => a.line - b.line);
    return { ready: checked.ready, refused: all, open };
  },
});
