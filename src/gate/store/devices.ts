import { type PeopleStore, Refusal } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { IDENTITY_COLUMNS, type IdentityRow, identityOf, reviewerOf } from './identity-rows.ts';
import { iso } from './rows.ts';

type DeviceStore = Pick<
  PeopleStore,
  | 'createPairingCode'
  | 'redeemPairingCode'
  | 'deviceById'
  | 'issueToken'
  | 'reviewerByTokenHash'
  | 'reviewerByProof'
  | 'revokeDevice'
  | 'rememberOnce'
  | 'putTicket'
  | 'takeTicket'
>;

const JOIN = `join reviewers r on r.workspace_id = d.workspace_id and r.id = d.reviewer_id`;

/** Devices, pairing codes, tokens, tickets and the replay cache; secrets as SHA-256 only. */
export function deviceStore(db: Db): DeviceStore {
  return {
    async createPairingCode({ codeHash, workspaceId, reviewerId, ttlSeconds }) {
      await db.query(
        `insert into pairing_codes (workspace_id, code_hash, reviewer_id, expires_at)
         values ($1, $2, $3, now() + make_interval(secs => $4))`,
        [workspaceId, codeHash, reviewerId, ttlSeconds],
      );
    },
    async redeemPairingCode(input) {
      // The code names the workspace, so it is used up first: one UPDATE, one winner.
      return db.tx({ workspaceId: '', actor: 'pairing' }, async (q) => {
        const [code] = await q<{ workspace_id: string; reviewer_id: string }>(
          `update pairing_codes set used_at = now()
           where code_hash = $1 and used_at is null and expires_at > now()
           returning workspace_id, reviewer_id`,
          [input.codeHash],
        );
        if (!code) return null;
        await q("select set_config('gate.workspace', $1, true)", [code.workspace_id]);
        await q(
          `insert into devices (workspace_id, id, reviewer_id, name, jkt, jwk)
           values ($1, $2, $3, $4, $5, $6)`,
          [
            code.workspace_id,
            input.deviceId,
            code.reviewer_id,
            input.deviceName,
            input.jkt,
            JSON.stringify(input.jwk),
          ],
        );
        const [token] = await q<{ expires_at: Date }>(
          `insert into tokens (workspace_id, token_hash, device_id, expires_at)
           values ($1, $2, $3, now() + make_interval(secs => $4)) returning expires_at`,
          [code.workspace_id, input.tokenHash, input.deviceId, input.tokenTtlSeconds],
        );
        const [row] = await q<IdentityRow & { workspace_name: string; workspace_created: Date }>(
          `select ${IDENTITY_COLUMNS}, w.name as workspace_name, w.created_at as workspace_created
           from devices d ${JOIN} join workspaces w on w.workspace_id = d.workspace_id
           where d.id = $1`,
          [input.deviceId],
        );
        if (!row || !token) throw new Error('a device that was just enrolled is gone');
        return {
          workspace: {
            id: row.workspace_id,
            name: row.workspace_name,
            createdAt: iso(row.workspace_created),
          },
          reviewer: reviewerOf(row),
          expiresAt: iso(token.expires_at),
        };
      });
    },
    async deviceById(deviceId) {
      const [row] = await db.query<IdentityRow>(
        `select ${IDENTITY_COLUMNS} from devices d ${JOIN}
         where d.id = $1 and d.revoked_at is null`,
        [deviceId],
      );
      return row ? identityOf(row) : null;
    },
    async issueToken({ deviceId, tokenHash, ttlSeconds }) {
      const [row] = await db.query<{ expires_at: Date }>(
        `insert into tokens (workspace_id, token_hash, device_id, expires_at)
         select d.workspace_id, $2, d.id, now() + make_interval(secs => $3)
         from devices d where d.id = $1 and d.revoked_at is null returning expires_at`,
        [deviceId, tokenHash, ttlSeconds],
      );
      if (!row) throw new Refusal('unauthenticated', 'This device is unknown or revoked.');
      return { expiresAt: iso(row.expires_at) };
    },
    async reviewerByTokenHash(tokenHash) {
      const [row] = await db.query<IdentityRow>(
        `select ${IDENTITY_COLUMNS} from tokens t
         join devices d on d.workspace_id = t.workspace_id and d.id = t.device_id ${JOIN}
         where t.token_hash = $1 and t.expires_at > now() and d.revoked_at is null`,
        [tokenHash],
      );
      return row ? identityOf(row) : null;
    },
    async revokeDevice(deviceId) {
      const rows = await db.query(
        `with gone as (
           update devices set revoked_at = now() where id = $1 and revoked_at is null
           returning workspace_id, id),
         tokens_gone as (
           delete from tokens t using gone g
           where t.workspace_id = g.workspace_id and t.device_id = g.id)
         select id from gone`,
        [deviceId],
      );
      return rows.length > 0;
    },
    async rememberOnce({ key, ttlSeconds }) {
      // Every request of a reviewer waits for this: one statement, and not for the disk. A crash
      // forgets the last half second of proofs, whose requests are idempotent.
      const rows = await db.query(
        `with lazily as materialized (select set_config('synchronous_commit', 'off', true))
         insert into seen_once as s (key, expires_at)
         select $1, now() + make_interval(secs => $2) from lazily
         on conflict (key) do update set expires_at = excluded.expires_at
           where s.expires_at <= now()
         returning key`,
        [key, ttlSeconds],
      );
      return rows.length > 0;
    },
    async reviewerByProof({ tokenHash, key, ttlSeconds }) {
      const [row] = await db.query<{ first: boolean } & ({ device_id: null } | IdentityRow)>(
        `with lazily as materialized (select set_config('synchronous_commit', 'off', true)),
         first as (
           insert into seen_once as s (key, expires_at)
           select $1, now() + make_interval(secs => $2) from lazily
           on conflict (key) do update set expires_at = excluded.expires_at
             where s.expires_at <= now()
           returning key)
         select exists (select from first) as first, who.* from (select 1) as always
         left join (select ${IDENTITY_COLUMNS} from tokens t
           join devices d on d.workspace_id = t.workspace_id and d.id = t.device_id ${JOIN}
           where t.token_hash = $3 and t.expires_at > now() and d.revoked_at is null) who on true`,
        [key, ttlSeconds, tokenHash],
      );
      const reviewer = row && row.device_id !== null ? identityOf(row) : null;
      return { first: row?.first ?? false, reviewer };
    },
    async putTicket({ ticketHash, deviceId, ttlSeconds }) {
      await db.query(
        `insert into tickets (workspace_id, ticket_hash, device_id, expires_at)
         select d.workspace_id, $1, d.id, now() + make_interval(secs => $3)
         from devices d where d.id = $2 and d.revoked_at is null`,
        [ticketHash, deviceId, ttlSeconds],
      );
    },
    async takeTicket(ticketHash) {
      const [row] = await db.query<IdentityRow>(
        `with taken as (
           delete from tickets where ticket_hash = $1 returning workspace_id, device_id, expires_at)
         select ${IDENTITY_COLUMNS} from taken t
         join devices d on d.workspace_id = t.workspace_id and d.id = t.device_id ${JOIN}
         where t.expires_at > now() and d.revoked_at is null`,
        [ticketHash],
      );
      return row ? identityOf(row) : null;
    },
  };
}
