import type { GateConfig } from '../config.ts';
import { hubSpotExecutor } from '../connectors/hubspot/index.ts';
import { pipedriveExecutor } from '../connectors/pipedrive/index.ts';
import { salesforceExecutor } from '../connectors/salesforce/index.ts';
import { smtpExecutor } from '../connectors/smtp/index.ts';
import { webhookExecutor } from '../connectors/webhook/index.ts';
import type { ExecutorName, GateExecutor, Store } from '../dispatch/ports.ts';

type Settings = Pick<GateConfig, 'smtpUrl' | 'crm' | 'allowLoopbackWebhooks'>;

/** The executors that the settings connect. */
export function configuredExecutors(
  { smtpUrl, crm, allowLoopbackWebhooks }: Settings,
  { master, store }: { master: string | Uint8Array; store: Pick<Store, 'workflows'> },
): GateExecutor[] {
  const all: GateExecutor[] = [
    webhookExecutor({ master, allowLoopback: allowLoopbackWebhooks, workflows: store.workflows }),
  ];
  if (smtpUrl !== null) all.push(smtpExecutor(smtpUrl));
  if (crm.hubspot) all.push(hubSpotExecutor(crm.hubspot));
  if (crm.salesforce) all.push(salesforceExecutor(crm.salesforce));
  if (crm.pipedrive) all.push(pipedriveExecutor(crm.pipedrive));
  return all;
}

/** Systems of record that work goes to by itself; anything else goes to the workflow's webhook. */
export function connectedSystems({ crm }: Pick<GateConfig, 'crm'>): ReadonlySet<ExecutorName> {
  const names: ExecutorName[] = [];
  if (crm.hubspot) names.push('gate:hubspot');
  if (crm.salesforce) names.push('gate:salesforce');
  if (crm.pipedrive) names.push('gate:pipedrive');
  return new Set(names);
}
