import pg from 'pg';
import { link } from '../../../src/gate/audit/chain.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { drawnYear, proposalsOf, type Year } from './drawn.ts';
import { YEAR_ROWS, yearLog } from './rows.ts';

/** The log of no more than these is written and sealed: sealing goes row by row. */
const LOGGED = 60_000;

/** Whose year it is, in a gate that runs. */
export type Where = {
  /** a superuser's, at the gate's database: `session_replication_role` turns triggers off for one session */
  adminUrl: string;
  store: Store;
  workspaceId: string;
  /** its texts are made like this one's; `@N@` in them becomes the number of each */
  like: string;
  /** who decided it all: the address of somebody with a device */
  approver: string;
};

/**
 * Writes a drawn year into a running gate's workspace: past the triggers (which would make the same rows,
 * hours later), not past the constraints. Afterwards the weeks are counted and the log is sealed, as the
 * gate does by itself. Gives how many proposals there are.
 */
export async function fillPast(where: Where, year: Year): Promise<number> {
  const { workspaceId, approver, like, store } = where;
  const admin = new pg.Client({ connectionString: where.adminUrl });
  await admin.connect();
  try {
    await admin.query(
      "set session_replication_role = 'replica'; set synchronous_commit = off; set work_mem = '128MB'",
    );
    await admin.query(
      `create temp table who (workspace_id uuid, agent_id uuid, reviewer_id uuid, device_id uuid);
       create temp table pattern (content text, tier text, trigger jsonb, flags jsonb, model text,
         review jsonb)`,
    );
    const one = await admin.query(
      `with p as (insert into pattern select content, tier, trigger, flags, model, review from revisions
         where workspace_id = $1 and proposal_id = $2 and revision = 1 returning 1)
       insert into who select $1, o.agent_id, r.id, d.id from proposals o, p, reviewers r
         join devices d on d.workspace_id = r.workspace_id and d.reviewer_id = r.id
         where o.workspace_id = $1 and o.id = $2 and r.workspace_id = $1 and r.email = $3 limit 1`,
      [workspaceId, like, approver],
    );
    if (one.rowCount !== 1)
      throw new Error(`there is no proposal ${like}, or no device of the approver`);
    await admin.query(drawnYear(year));
    await admin.query('begin');
    for (const text of YEAR_ROWS) await admin.query(text);
    await admin.query(yearLog(LOGGED));
    await admin.query('commit');
    await admin.query('drop table y; analyze');
  } finally {
    await admin.end();
  }
  await store.metrics.roll({ now: Date.now() });
  await sealed(store, workspaceId);
  return proposalsOf(year);
}

/** Links what isn't linked yet, together with the gate. */
async function sealed(store: Store, workspaceId: string): Promise<void> {
  for (;;) {
    const { state } = await store.audit.seal({ workspaceId, limit: 5000, link });
    if (state === 'done') return;
    if (state !== 'more') await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
