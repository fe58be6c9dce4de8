import { type PeopleStore, Refusal } from '../dispatch/ports.ts';
import { type Db, OUTSIDE } from './db.ts';
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

// What the gate learns only from a device's secret is read outside of any workspace, by `enter`
// (0011_fences.sql). `offset 0` keeps the look-up behind it: before, it would see nothing.
/** The device that $1 names, unless it is revoked. */
const DEVICE = `enter('device', $1) as e (workspace_id), lateral (
  select workspace_id, id from devices where workspace_id = e.workspace_id
    and id = ($1::text)::uuid and revoked_at is null offset 0) d`;
/** Who holds a token, in the workspace of `e`; to be narrowed to the token. */
const BY_TOKEN = `select ${IDENTITY_COLUMNS} from tokens t
  join devices d on d.workspace_id = t.workspace_id and d.id = t.device_id ${JOIN}
  where t.workspace_id = e.workspace_id and t.expires_at > now() and d.revoked_at is null`;

/** Devices, pairing codes, tokens, tickets and the replay cache; secrets as SHA-256 only. */
export function deviceStore(db: Db): DeviceStore {
  return {
    async createPairingCode({ codeHash, workspaceId, reviewerId, ttlSeconds }) {
      await db.in(workspaceId)(
        `insert into pairing_codes (workspace_id, code_hash, reviewer_id, expires_at)
         values ($1, $2, $3, now() + make_interval(secs => $4))`,
        [workspaceId, codeHash, reviewerId, ttlSeconds],
      );
    },
    async redeemPairingCode(input) {
      // The code names the workspace, and is used up first: one UPDATE, one winner.
      return db.tx({ workspaceId: OUTSIDE, actor: 'pairing' }, async (q) => {
        await q("select enter('code', $1)", [input.codeHash]);
        const [code] = await q<{ workspace_id: string; reviewer_id: string }>(
          `update pairing_codes set used_at = now()
           where code_hash = $1 and used_at is null and expires_at > now()
           returning workspace_id, reviewer_id`,
          [input.codeHash],
        );
        if (!code) return null;
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
      const [row] = await db.outside<IdentityRow>(
        `select who.* from enter('device', $1) as e (workspace_id), lateral (
           select ${IDENTITY_COLUMNS} from devices d ${JOIN}
           where d.workspace_id = e.workspace_id and d.id = ($1::text)::uuid
             and d.revoked_at is null offset 0) who`,
        [deviceId],
      );
      return row ? identityOf(row) : null;
    },
    async issueToken({ deviceId, tokenHash, ttlSeconds }) {
      const [row] = await db.outside<{ expires_at: Date }>(
        `insert into tokens (workspace_id, token_hash, device_id, expires_at)
         select d.workspace_id, $2, d.id, now() + make_interval(secs => $3)
         from ${DEVICE} returning expires_at`,
        [deviceId, tokenHash, ttlSeconds],
      );
      if (!row) throw new Refusal('unauthenticated', 'This device is unknown or revoked.');
      return { expiresAt: iso(row.expires_at) };
    },
    async reviewerByTokenHash(tokenHash) {
      const [row] = await db.outside<IdentityRow>(
        `select who.* from enter('token', $1) as e (workspace_id), lateral (
           ${BY_TOKEN} and t.token_hash = $1 offset 0) who`,
        [tokenHash],
      );
      return row ? identityOf(row) : null;
    },
    async revokeDevice(deviceId) {
      return db.tx({ workspaceId: OUTSIDE, actor: `device:${deviceId}` }, async (q) => {
        await q("select enter('device', $1)", [deviceId]);
        const rows = await q(
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
      });
    },
    async rememberOnce({ key, ttlSeconds }) {
      // Every request of a reviewer waits for this: one statement, and not for the disk. A crash
      // forgets the last half second of proofs, whose requests are idempotent.
      const rows = await db.outside(
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
      const [row] = await db.outside<{ first: boolean } & ({ device_id: null } | IdentityRow)>(
        `with lazily as materialized (select set_config('synchronous_commit', 'off', true)),
         first as (
           insert into seen_once as s (key, expires_at)
           select $1, now() + make_interval(secs => $2) from lazily
           on conflict (key) do update set expires_at = excluded.expires_at
             where s.expires_at <= now()
           returning key)
         select exists (select from first) as first, who.*
         from enter('token', $3) as e (workspace_id)
         left join lateral (${BY_TOKEN} and t.token_hash = $3 offset 0) who on true`,
        [key, ttlSeconds, tokenHash],
      );
      const reviewer = row && row.device_id !== null ? identityOf(row) : null;
      return { first: row?.first ?? false, reviewer };
    },
    async putTicket({ ticketHash, deviceId, ttlSeconds }) {
      await db.outside(
        `insert into tickets (workspace_id, ticket_hash, device_id, expires_at)
         select d.workspace_id, $2, d.id, now() + make_interval(secs => $3) from ${DEVICE}`,
        [deviceId, ticketHash, ttlSeconds],
      );
    },
    async takeTicket(ticketHash) {
      return db.tx({ workspaceId: OUTSIDE, actor: 'ticket' }, async (q) => {
        await q("select enter('ticket', $1)", [ticketHash]);
        const [row] = await q<IdentityRow>(
          `with taken as (
             delete from tickets where ticket_hash = $1
             returning workspace_id, device_id, expires_at)
           select ${IDENTITY_COLUMNS} from taken t
           join devices d on d.workspace_id = t.workspace_id and d.id = t.device_id ${JOIN}
           where t.expires_at > now() and d.revoked_at is null`,
          [ticketHash],
        );
        return row ? identityOf(row) : null;
      });
    },
  };
}
