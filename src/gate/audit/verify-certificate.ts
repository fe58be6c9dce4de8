import * as z from 'zod/mini';
import { canonical } from '../../core/digest/canonical.ts';
import type { AuditRow } from '../../protocol/audit.ts';
import { ErasureCertificate } from '../../protocol/erasure.ts';

const Recorded = z.object({ reason: z.string(), counts: z.record(z.string(), z.int()) });

/**
 * Checks a certificate of erasure beside the chain: the head that it began after, its own row, and that
 * this row says the same was erased. Whom it was about only the digest on it says.
 */
export function certificateCheck(text: string) {
  const parsed = ErasureCertificate.safeParse(jsonOf(text));
  const certificate = parsed.success ? parsed.data : null;
  const found: { before: string | null; own: { hash: string; row: AuditRow } | null } = {
    ...{ before: null, own: null },
  };
  return {
    /** hears every sealed row, in order */
    row({ seq, hash, row }: { seq: number; hash: string; row: AuditRow }): void {
      if (certificate?.headBefore?.seq === seq) found.before = hash;
      if (certificate?.headAfter?.seq === seq) found.own = { hash, row };
    },
    /** what is wrong with it, a sentence each; empty when it is what the chain says */
    faults(workspace: string): string[] {
      if (!certificate) return ['the certificate is not one that a gate makes'];
      const { id, headBefore, headAfter, reason, counts } = certificate;
      if (headAfter === null)
        return ['the certificate was made before its row was sealed: take it again'];
      const data = Recorded.safeParse(found.own?.row.data);
      const same =
        found.own?.hash === headAfter.hash &&
        found.own.row.subject === 'erasure' &&
        found.own.row.subjectId === id &&
        data.success &&
        canonical(data.data) === canonical({ reason, counts });
      return [
        ...(certificate.workspaceId === workspace
          ? []
          : ['the certificate is of another workspace']),
        ...(headBefore === null || found.before === headBefore.hash
          ? []
          : [`row ${headBefore.seq} of the chain is another than when the erasure began`]),
        ...(same
          ? []
          : [
              `row ${headAfter.seq} of the chain does not say what the certificate says was erased`,
            ]),
      ];
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
