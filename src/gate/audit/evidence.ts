import * as z from 'zod/mini';
import { Decision } from '../../core/schema/decision.ts';
import type { AuditRow, Opening } from '../../protocol/audit.ts';
import { verifyDecisionJws } from '../keys/decision-jws.ts';
import { publicKeyOf } from '../keys/es256.ts';
import { attestedCheck } from './attested.ts';
import { openingDigest, sha256 } from './chain.ts';
import { EcJwk, isStrict } from './keyring.ts';

/** What came with a row: nothing of it is in the chain, all of it is bound to the row by digests. */
export type Evidenced = {
  row: AuditRow;
  opening?: Opening | undefined;
  decision?: string | undefined;
  attested?: string | undefined;
  jwk?: Record<string, unknown> | undefined;
};
type Device = { jwk: z.infer<typeof EcJwk>; jkt: string; reviewer: string };

const DeviceData = z.object({ jkt: z.string(), reviewer_id: z.string() });
const DecisionData = z.object({
  revision: z.number(),
  contentDigest: z.string(),
  reviewer: z.string(),
  action: z.string(),
  /** none where a channel attests it */
  device: z.optional(z.string()),
  channel: z.optional(z.string()),
  attested: z.optional(z.string()),
  /** rows of before the chain have none */
  jws: z.optional(z.string()),
});
const ErasedData = z.object({ jws: z.optional(z.string()), attested: z.optional(z.string()) });
const PrivateData = z.object({ private: z.string() });
const ForgottenData = z.object({ row: z.string() });

/**
 * Checks evidence row by row, in the chain's order; what it remembers is devices, and evidence that
 * is not there and has to be on record as erased further on.
 */
export function evidenceCheck(workspace: string, slackSecrets: readonly string[] = []) {
  const slack = attestedCheck(workspace, slackSecrets);
  const devices = new Map<string, Device>();
  /** decision → seq of its row; row id → seq */
  const withoutSignature = new Map<string, { seq: number | null; digest: string | undefined }>();
  const withoutOpening = new Map<string, number | null>();
  const counts = { signatures: 0, attested: 0, erased: 0, forgotten: 0 };

  const opening = ({ row, opening: given }: Evidenced, seq: number | null): string | null => {
    const data = PrivateData.safeParse(row.data);
    if (!data.success) return given ? 'an opening for a row that hides nothing' : null;
    if (!given) {
      withoutOpening.set(row.id, seq);
      return null;
    }
    return openingDigest(given) === data.data.private
      ? null
      : 'the name, address or text shown is not the one that was recorded';
  };

  const device = async ({ row, jwk }: Evidenced): Promise<string | null> => {
    const data = DeviceData.safeParse(row.data);
    const key = EcJwk.safeParse(jwk);
    if (!data.success) return 'an enrolment without a key';
    if (!key.success) return 'the enrolled device’s public key is missing';
    const { jkt } = await publicKeyOf(key.data).catch(() => ({ jkt: null }));
    if (jkt !== data.data.jkt) return 'the public key is not the one that was enrolled';
    devices.set(row.subjectId, { jwk: key.data, jkt, reviewer: data.data.reviewer_id });
    return null;
  };

  const decision = async (given: Evidenced, seq: number | null): Promise<string | null> => {
    const { row, decision: jws } = given;
    const data = DecisionData.safeParse(row.data);
    if (!data.success) return 'a decision that does not say who decided what';
    const said = data.data;
    if (said.channel === 'slack' && said.device === undefined) return attested(given, said, seq);
    if (given.attested !== undefined) return 'an attestation with a decision that a device signed';
    if (said.device === undefined) return 'a decision that does not say who decided what';
    if (jws === undefined) {
      withoutSignature.set(row.subjectId, { seq, digest: said.jws });
      return null;
    }
    const by = devices.get(said.device);
    if (!by) return `the decision’s device ${said.device} was never enrolled`;
    if (by.reviewer !== said.reviewer)
      return 'the decision is booked on another person than its device';
    if (said.jws !== undefined && sha256(jws) !== said.jws)
      return 'the decision’s signature is not the one that was recorded';
    const payload = isStrict(jws) ? await verifyDecisionJws({ jws, ...by }) : null;
    if (payload === null) return 'the decision was not signed by the device that it names';
    const signed = Decision.safeParse(jsonOf(payload));
    if (!signed.success) return 'what was signed is no decision';
    const same =
      signed.data.id === row.subjectId &&
      signed.data.workspaceId === workspace &&
      signed.data.proposalId === row.proposalId &&
      signed.data.revision === said.revision &&
      signed.data.action === said.action &&
      signed.data.contentDigest === said.contentDigest;
    if (!same) return 'the reviewer signed something else than the row says';
    counts.signatures += 1;
    return null;
  };

  const attested = (
    { row, attested: text, decision: jws }: Evidenced,
    said: z.infer<typeof DecisionData>,
    seq: number | null,
  ): string | null => {
    const { attested: digest } = said;
    if (jws !== undefined) return 'a signature with a decision that Slack attests';
    if (digest === undefined) return 'a decision that does not say who decided what';
    if (text === undefined) {
      withoutSignature.set(row.subjectId, { seq, digest });
      return null;
    }
    const fault = slack.fault(row, { ...said, attested: digest }, text);
    if (fault === null) counts.attested += 1;
    return fault;
  };

  /** Settles what was missing before, where this row says that it was erased or forgotten. */
  const settle = (row: AuditRow): void => {
    if (row.subject === 'decision' && row.became === 'erased') {
      const gone = withoutSignature.get(row.subjectId);
      const data = ErasedData.safeParse(row.data);
      const digest = data.data && (data.data.jws ?? data.data.attested);
      if (!gone || digest === undefined || (gone.digest ?? digest) !== digest) return;
      withoutSignature.delete(row.subjectId);
      counts.erased += 1;
    }
    if (row.became === 'forgotten') {
      const data = ForgottenData.safeParse(row.data);
      if (data.success && withoutOpening.delete(data.data.row)) counts.forgotten += 1;
    }
  };

  return {
    counts,
    /** what is wrong with what came with a row, a sentence each */
    async check(given: Evidenced, seq: number | null): Promise<string[]> {
      const { row } = given;
      settle(row);
      slack.account(row, given.opening);
      const enrols = row.subject === 'device' && row.became === 'created';
      const decides = row.subject === 'decision' && row.was === null;
      const faults = [
        opening(given, seq),
        enrols ? await device(given) : given.jwk ? 'a key with a row that enrols nothing' : null,
        decides
          ? await decision(given, seq)
          : given.decision === undefined
            ? null
            : 'a signature with a row that decides nothing',
      ];
      return faults.filter((fault) => fault !== null);
    },
    /** what is missing without a row that says why */
    missing: () => [
      ...[...withoutSignature].map(([id, { seq }]) => ({
        seq,
        what: `the signature of decision ${id} is missing, and nothing says that it was erased`,
      })),
      ...[...withoutOpening].map(([id, seq]) => ({
        seq,
        what: `what log row ${id} hides is missing, and nothing says that it was forgotten`,
      })),
    ],
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
