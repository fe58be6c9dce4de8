import { createHmac } from 'node:crypto';

/**
 * The Standard Webhooks secret of a workspace, derived so that none has to be stored:
 * `whsec_` + base64 of HMAC-SHA256(master, workspace id).
 * @param master secret of the installation, at least 32 bytes, kept outside the database
 */
export function webhookSecret(master: string | Uint8Array, workspaceId: string): string {
  return `whsec_${createHmac('sha256', master).update(workspaceId).digest('base64')}`;
}
