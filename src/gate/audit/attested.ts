import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { canonical } from '../../core/digest/canonical.ts';
import { Attested, type AuditRow, type Opening } from '../../protocol/audit.ts';
import { sha256 } from './chain.ts';

/** A decision's row, as far as a channel that holds no key of a person can vouch for it. */
export type AttestedRow = {
  revision: number;
  contentDigest: string;
  reviewer: string;
  action: string;
  attested: string;
};
type Account = { reviewer: string; userId: string | null; ended: boolean };

const AccountData = z.object({ reviewer_id: z.string() });
const AccountNames = z.object({ user_id: z.string() });
const Payload = z.object({ user: z.object({ id: z.string() }) });

/**
 * Checks what Slack attests: that the request which was kept is about this very content, by the user
 * who was linked to this reviewer at that time. Slack's signature is made with a secret that the gate
 * holds as well: given it, whether the bytes are signed is checked too, but not that Slack alone could.
 */
export function attestedCheck(workspace: string, secrets: readonly string[]) {
  const accounts = new Map<string, Account>();
  return {
    /** remembers who was linked, and until when */
    account(row: AuditRow, opening: Opening | undefined): void {
      if (row.subject !== 'slack-account') return;
      const data = AccountData.safeParse(row.data);
      if (row.became === 'created' && data.success) {
        const names = AccountNames.safeParse(jsonOf(opening?.text ?? ''));
        const userId = names.success ? names.data.user_id : null;
        accounts.set(row.subjectId, { reviewer: data.data.reviewer_id, userId, ended: false });
      }
      const known = accounts.get(row.subjectId);
      if (row.became === 'revoked' && known) known.ended = true;
    },
    /** what is wrong with it, as a sentence */
    fault(row: AuditRow, said: AttestedRow, text: string): string | null {
      if (sha256(text) !== said.attested) return 'what Slack attested is not what was recorded';
      const read = Attested.safeParse(jsonOf(text));
      if (!read.success || canonical(read.data) !== text)
        return 'what Slack attested can’t be read';
      const { account, decision, request } = read.data;
      const known = accounts.get(account);
      if (!known) return 'the Slack account that decided was never linked';
      if (known.ended) return 'the Slack account that decided was not linked any more';
      if (known.reviewer !== said.reviewer)
        return 'the decision is booked on another person than its Slack account';
      const same =
        decision.channel === 'slack' &&
        decision.id === row.subjectId &&
        decision.workspaceId === workspace &&
        decision.proposalId === row.proposalId &&
        decision.revision === said.revision &&
        decision.action === said.action &&
        decision.contentDigest === said.contentDigest;
      if (!same) return 'Slack attested something else than the row says';
      const payload = new URLSearchParams(request.body).get('payload') ?? '';
      const about = `${decision.proposalId}.${decision.revision}.${decision.contentDigest}`;
      if (!payload.includes(about) || !payload.includes(`"countersign.${decision.action}"`))
        return 'the request that Slack signed is about something else';
      const by = Payload.safeParse(jsonOf(payload));
      if (!by.success || (known.userId !== null && by.data.user.id !== known.userId))
        return 'the request that Slack signed is another user’s';
      return secrets.length === 0 || secrets.some((secret) => fits(secret, request))
        ? null
        : 'the request was not signed with Slack’s secret';
    },
  };
}

/** Slack's rule: `v0=` and the HMAC-SHA256 over version, time and body. */
const fits = (secret: string, { timestamp, signature, body }: Attested['request']): boolean =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}` ===
  signature;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
