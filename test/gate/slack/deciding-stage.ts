import { afterAll, beforeAll } from 'vitest';
import { withClient } from '../../support/pg-as.ts';
import { proposal, submit } from '../http/harness.ts';
import { holds, linked, messageOf, type Stage, stage, valueFor } from './stage.ts';

/** A gate with a Slack in which one reviewer decides: hooks run in the file that imports this. */
export let at: Stage;
beforeAll(async () => {
  at = await stage();
  await linked(at);
});
afterAll(() => at.close());

/** A mail that waits, with its message in the channel. */
export async function waiting(change: Parameters<typeof proposal>[0] = {}) {
  const submitted = await submit(at.gate, at.acme, proposal(change));
  const message = await messageOf(at, holds(submitted.id));
  return { ...submitted, message, value: valueFor(message) };
}

export const decisions = (id: string) =>
  withClient({ url: at.database.adminUrl }, async (client) => {
    const { rows } = await client.query(
      `select status, action, channel, device_id, jws, reason, attested_sha256 from decisions
       where proposal_id = $1`,
      [id],
    );
    return rows;
  });
