import { scanGate } from '../../core/scan/from-gate.ts';
import { scanInventory } from '../../core/scan/from-inventory.ts';
import { inOrder } from '../../core/scan/risk.ts';
import type { ScanAnswer } from '../../protocol/scan.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';
import { parseInventory, type ReadInventory, readInventory } from './inventory-csv.ts';

type Names = 'scan' | 'scanInventory' | 'scanInventoryCsv';
type Deps = Pick<HttpDeps, 'store' | 'now'>;

/** Told of one inventory; how many there are is told besides. */
const MAX_FAULTS = 1000;

/** The structural scan: of the gate's own data, and of an inventory where there is one. */
export const scanHandlers = (deps: HttpDeps): Pick<Handlers, Names> => ({
  scan: ({ caller: { reviewer } }) => scanned(deps, reviewer.workspaceId),

  scanInventory: ({ caller: { reviewer }, body }) =>
    scanned(
      deps,
      reviewer.workspaceId,
      'csv' in body ? parseInventory(body.csv) : readInventory(body.rows),
    ),

  scanInventoryCsv: ({ caller: { reviewer }, body }) =>
    scanned(deps, reviewer.workspaceId, parseInventory(body)),
});

/** Nothing of the inventory is kept. */
export async function scanned(
  { store, now }: Deps,
  workspaceId: string,
  read?: ReadInventory,
): Promise<ScanAnswer> {
  const at = now();
  const facts = await store.antipatterns.structure({ workspaceId });
  const risks = inOrder([...scanGate(facts, at), ...(read ? scanInventory(read.placed, at) : [])]);
  return {
    risks,
    workflows: facts.workflows.length,
    inventory: read
      ? {
          ...{ rows: read.rows, read: read.placed.length, ignored: read.ignored },
          ...{ faults: read.faults.slice(0, MAX_FAULTS), faulty: read.faults.length },
        }
      : null,
  };
}
