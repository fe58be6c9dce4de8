import * as z from 'zod/mini';
import { ConductRefusal, type Store } from '../dispatch/ports.ts';
import { codeOf, type Db } from './db.ts';
import { waitForRamp } from './ramps.ts';

/** SQLSTATE of what the rules of conduct forbid (0007_conduct.sql). */
const FORBIDDEN = 'CS002';

const Detail = z.object({
  code: z.enum(['suppressed', 'conduct', 'conduct-later', 'ramp-holds']),
  at: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});

/** The database's word as a refusal; any other error as it is. */
function refusalOf(error: unknown): unknown {
  if (codeOf(error) !== FORBIDDEN || !(error instanceof Error)) return error;
  const said: unknown = 'detail' in error && typeof error.detail === 'string' ? error.detail : '{}';
  const { code, at, errors } = Detail.parse(JSON.parse(String(said)));
  return new ConductRefusal(code, error.message, {
    ...(at === undefined ? {} : { until: new Date(at).toISOString() }),
    ...(errors === undefined ? {} : { errors }),
  });
}

const told = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (error) {
    throw refusalOf(error);
  }
};

/**
 * Says what the rules of conduct refused, wherever they may, and keeps the gate's own dispatch from
 * being tried before the moment they name.
 */
export function withConduct<S extends Pick<Store, 'proposals' | 'clearances'>>(
  db: Db,
  store: S,
): S {
  const { proposals, clearances } = store;
  return {
    ...store,
    proposals: {
      ...proposals,
      submit: (revision) => told(() => proposals.submit(revision)),
      revise: (revision) => told(() => proposals.revise(revision)),
    },
    clearances: {
      ...clearances,
      async redeem(input) {
        try {
          return await told(() => clearances.redeem(input));
        } catch (error) {
          if (error instanceof ConductRefusal && error.until !== undefined && input.claimedBy)
            await wait(db, { ...input, claimedBy: input.claimedBy, until: error.until });
          if (error instanceof ConductRefusal && error.code === 'ramp-holds')
            await waitForRamp(db, input);
          throw error;
        }
      },
    },
  } satisfies S;
}

async function wait(
  db: Db,
  input: { workspaceId: string; clearanceId: string; claimedBy: string; until: string },
): Promise<void> {
  await db.tx({ workspaceId: input.workspaceId, actor: `gate:${input.claimedBy}` }, (q) =>
    q(
      `update dispatches set not_before = $3
       where workspace_id = $1 and clearance_id = $2 and state = 'queued'`,
      [input.workspaceId, input.clearanceId, input.until],
    ),
  );
}
