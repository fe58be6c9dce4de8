import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../../src/gate/store/embedded/index.ts';
import { sightOf } from '../../support/pg-sight.ts';
import type { Evidence } from './check.ts';

type Rows = Pick<Evidence, 'proposals' | 'decisions' | 'clearances' | 'dispatches'>;

const SETTLE_MS = 120_000;

/** Everything that the database holds about the run. */
export function rowsOf(dataDir: string): Promise<Rows> {
  return connected(dataDir, async (client) => {
    const [proposals, decisions, clearances, dispatches] = [
      await client.query<Rows['proposals'][number]>('select id, state, revision from proposals'),
      await client.query<Rows['decisions'][number]>(
        `select id, proposal_id as "proposalId", action, status = 'accepted' and standing as accepted
         from decisions`,
      ),
      await client.query<Rows['clearances'][number]>(
        `select id, proposal_id as "proposalId", decision_id as "decisionId", state from clearances`,
      ),
      await client.query<Rows['dispatches'][number]>(
        `select id, proposal_id as "proposalId", clearance_id as "clearanceId", state,
           (extract(epoch from handed_over_at) * 1000)::float8 as "handedOverAt",
           (extract(epoch from finished_at) * 1000)::float8 as "finishedAt" from dispatches`,
      ),
    ];
    return {
      proposals: proposals.rows,
      decisions: decisions.rows,
      clearances: clearances.rows,
      dispatches: dispatches.rows,
    };
  });
}

/** Resolves when nothing is under way any more; after two minutes anyhow, for the checker to judge. */
export function settled(dataDir: string): Promise<void> {
  return connected(dataDir, async (client) => {
    for (const deadline = Date.now() + SETTLE_MS; Date.now() < deadline; ) {
      const { rows } = await client.query<{ n: number }>(
        `select (select count(*) from proposals where state in ('pending', 'approved', 'dispatching'))
           + (select count(*) from dispatches where state in ('queued', 'claimed', 'handing_over'))
           as n`,
      );
      if (Number(rows[0]?.n) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  });
}

async function connected<T>(dataDir: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  // Adopts the gate's server, whose data folder holds the password.
  const server = await startEmbedded(join(dataDir, 'postgres'), () => undefined);
  const client = new pg.Client({ connectionString: sightOf(server) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
    await server.stop();
  }
}
