import * as z from 'zod/mini';
import { Decision } from '../core/schema/decision.ts';
import { Sha256Hex, Uuid } from '../core/schema/scalars.ts';

/** `typ` of a signed head of a workspace's audit chain. */
export const CHECKPOINT_TYP = 'countersign-checkpoint+jwt';
/** `typ` of the signature that closes an export. */
export const EXPORT_TYP = 'countersign-export+jwt';

const Seq = z.int().check(z.gte(0));
/** A time as PostgreSQL keeps it: RFC 3339, UTC, with microseconds. */
const At = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/));

/** A head of the chain, as the gate signs it: whoever has seen it can tell when history is rewritten. */
export const CheckpointClaims = z.object({
  iss: z.string(),
  workspace: Uuid,
  seq: Seq,
  hash: Sha256Hex,
  at: At,
});
export type CheckpointClaims = z.infer<typeof CheckpointClaims>;

/** A checkpoint on its way: compact JWS, ES256, `typ` {@link CHECKPOINT_TYP}. */
export const SignedHead = z
  .string()
  .check(z.maxLength(2000), z.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/));

/** What `GET /v1/sync` says of the chain. Devices keep the heads, and send the last one they know. */
export const SyncAudit = z.object({
  head: SignedHead,
  /** the head that the device sent is not in this chain; it is recorded as an incident */
  forked: z.optional(z.boolean()),
});
export type SyncAudit = z.infer<typeof SyncAudit>;

/** A row of the log as it goes into the chain. Of people it holds ids, never names or addresses. */
export const AuditRow = z.strictObject({
  id: z.string(),
  at: At,
  /** who did it; `role:…` is a database role that wrote past the gate */
  actor: z.string(),
  subject: z.string(),
  subjectId: z.string(),
  proposalId: z.nullable(z.string()),
  was: z.nullable(z.string()),
  became: z.string(),
  data: z.unknown(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** What opens a row's `data.private`: SHA-256 over salt, line feed, text. Gone once a person is forgotten. */
export const Opening = z.strictObject({ salt: z.string(), text: z.string() });
export type Opening = z.infer<typeof Opening>;

/** What goes with a row and is bound to it by digests in its `data`. */
const Evidence = {
  opening: z.optional(Opening),
  /** with the row of a new decision: the JWS as the device signed it */
  decision: z.optional(z.string()),
  /** with the row of a decision that no device signed: what the channel attested, RFC 8785 JSON */
  attested: z.optional(z.string()),
  /** with the row of a device's enrolment: its public key, whose thumbprint is `data.jkt` */
  jwk: z.optional(z.record(z.string(), z.unknown())),
};

/** What Slack attested of a decision: the request as it came, with Slack's own signature over its bytes. */
export const Attested = z.strictObject({
  v: z.literal(1),
  channel: z.literal('slack'),
  /** the linked account, by the row that linked it */
  account: Uuid,
  decision: Decision,
  request: z.strictObject({ timestamp: z.string(), signature: z.string(), body: z.string() }),
});
export type Attested = z.infer<typeof Attested>;

/** The lines of `GET /v1/export` and `gate audit export`, each RFC 8785 JSON. */
export const ExportLine = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('header'),
    format: z.literal('countersign-audit'),
    version: z.literal(1),
    workspace: Uuid,
    issuer: z.string(),
    at: At,
    /** first and last sealed row of the file; 0 where nothing is sealed yet */
    from: Seq,
    to: Seq,
    /** public keys that checkpoints and the closing line verify with, as the gate says */
    keys: z.array(z.record(z.string(), z.unknown())),
  }),
  z.strictObject({
    type: z.literal('row'),
    seq: Seq,
    previous: Sha256Hex,
    hash: Sha256Hex,
    row: AuditRow,
    ...Evidence,
  }),
  z.strictObject({ type: z.literal('checkpoint'), jws: z.string() }),
  /** committed, and not in the chain yet when the file was made */
  z.strictObject({ type: z.literal('unsealed'), row: AuditRow, ...Evidence }),
  z.strictObject({ type: z.literal('end'), jws: z.string() }),
]);
export type ExportLine = z.infer<typeof ExportLine>;

/** What the closing line signs: every byte before it. */
export const ExportClaims = z.object({
  iss: z.string(),
  workspace: Uuid,
  at: At,
  from: Seq,
  to: Seq,
  /** of the last sealed row; 64 zeros where there is none */
  head: Sha256Hex,
  rows: Seq,
  unsealed: Seq,
  checkpoints: Seq,
  /** SHA-256 of all lines before this one, line feeds included */
  sha256: Sha256Hex,
});
export type ExportClaims = z.infer<typeof ExportClaims>;
