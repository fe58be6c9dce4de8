import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Role } from '../../core/schema/people.ts';
import type { WorkflowInput } from '../../core/schema/workflow.ts';
import { openKeys, openStore } from '../../gate/cli/open.ts';
import { webhookSecret } from '../../gate/connectors/webhook/index.ts';
import type { Store } from '../../gate/dispatch/ports.ts';
import { hashSecret } from '../../gate/http/identify.ts';
import { codeForm, newPairingCode } from '../../gate/http/pairing-code.ts';

/** What an administrator does by the gate's command line, for one workspace. */
export type Admin = {
  store: Store;
  workspaceId: string;
  /** an agent's API key */
  agentKey(name: string): Promise<string>;
  /** a pairing code for this person */
  pairingCode(person: {
    name: string;
    email: string;
    role?: Role;
    mailboxes?: string[];
  }): Promise<string>;
  /** what this workspace's webhooks are signed with */
  webhookSecret: string;
  close(): Promise<void>;
};

/** Makes a workspace with these workflows in the gate's own database, beside the gate. */
export async function enrol(input: {
  dataDir: string;
  databaseUrl?: string;
  workspace: string;
  workflows: readonly WorkflowInput[];
}): Promise<Admin> {
  const { dataDir, databaseUrl = null, workspace, workflows } = input;
  const { store, close } = await openStore({ dataDir, databaseUrl }, () => undefined);
  const workspaceId = v7();
  const keys = await openKeys({ dataDir, signingKeys: null, publicUrl: 'http://127.0.0.1' });
  await store.people.createWorkspace({ id: workspaceId, name: workspace });
  for (const workflow of workflows) await store.workflows.putWorkflow({ workspaceId, workflow });
  return {
    store,
    workspaceId,
    webhookSecret: webhookSecret(keys.webhookMaster(), workspaceId),
    async agentKey(name) {
      const key = `csk_${randomBytes(32).toString('base64url')}`;
      await store.people.createAgent({ workspaceId, id: v7(), name, keyHash: hashSecret(key) });
      return key;
    },
    async pairingCode({ name, email, role = 'rep', mailboxes = [email] }) {
      const reviewer = await store.people.upsertReviewer({
        workspaceId,
        id: v7(),
        name,
        email,
        role,
        mailboxes,
      });
      const code = newPairingCode();
      await store.people.createPairingCode({
        codeHash: hashSecret(codeForm(code)),
        workspaceId,
        reviewerId: reviewer.id,
        ttlSeconds: 600,
      });
      return code;
    },
    close,
  };
}
