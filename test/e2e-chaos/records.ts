import { join } from 'node:path';
import pg from 'pg';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { startEmbedded } from '../../src/gate/store/embedded/index.ts';
import { sightOf } from '../support/pg-sight.ts';
import type { Evidence } from './check.ts';

type Rows = Pick<Evidence, 'proposals' | 'decisions' | 'clearances' | 'dispatches'>;

const at = (column: string, name: string): string =>
  `(extract(epoch from ${column}) * 1000)::float8 as "${name}"`;

/** What the gate's database holds about the run. */
export async function gateRows(dataDir: string): Promise<Rows> {
  // Adopts the gate's server, whose data folder holds the password.
  const server = await startEmbedded(join(dataDir, 'postgres'), () => undefined);
  const client = new pg.Client({ connectionString: sightOf(server) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const all = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> =>
      (await client.query<T>(sql)).rows;
    return {
      proposals: await all('select id, state from proposals'),
      decisions: await all(
        `select id, proposal_id as "proposalId", action, status = 'accepted' as accepted,
           status = 'accepted' and standing as standing from decisions`,
      ),
      clearances: await all(
        `select id, proposal_id as "proposalId", decision_id as "decisionId", state,
           ${at('redeemed_at', 'redeemedAt')} from clearances`,
      ),
      dispatches: await all(
        `select id, proposal_id as "proposalId", clearance_id as "clearanceId", state,
           ${at('handed_over_at', 'handedOverAt')}, ${at('finished_at', 'finishedAt')}
         from dispatches`,
      ),
    };
  } finally {
    await client.end().catch(() => undefined);
    await server.stop();
  }
}

type Kept = {
  outbox: {
    decisionId: string;
    proposalId: string;
    state: string;
    decision: { action: string };
  }[];
  redemptions: { proposalId: string; state: string }[];
  reports: unknown[];
};

/** What the extension's own database holds, read as its options page could. */
export async function browserRows({
  context,
  origin,
}: LaunchedWithExtension): Promise<Evidence['browser']> {
  const page = await context.newPage();
  try {
    await page.goto(`${origin}/src/pages/options/index.html`);
    const kept: Kept = await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('countersign');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const [outbox, redemptions, reports] = await Promise.all(
        ['outbox', 'redemptions', 'reports'].map(
          (table) =>
            new Promise<never[]>((resolve, reject) => {
              const request = db.transaction(table).objectStore(table).getAll();
              request.onsuccess = () => resolve(request.result as never[]);
              request.onerror = () => reject(request.error);
            }),
        ),
      );
      db.close();
      return { outbox: outbox ?? [], redemptions: redemptions ?? [], reports: reports ?? [] };
    });
    return {
      outbox: kept.outbox.map(({ decisionId, proposalId, state, decision }) => {
        return { decisionId, proposalId, state, action: decision.action };
      }),
      redemptions: kept.redemptions.map(({ proposalId, state }) => ({ proposalId, state })),
      reports: kept.reports.length,
    };
  } finally {
    await page.close().catch(() => undefined);
  }
}
