import { canonical } from '../../../src/core/digest/canonical.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import {
  DEFAULT_POLICY,
  type Policy,
  type WorkflowInput,
} from '../../../src/core/schema/workflow.ts';
import type { SyncAnswer } from '../../../src/protocol/sync.ts';
import {
  type Device,
  decision,
  proposal,
  submit,
  type Team,
  type TestGate,
} from '../http/harness.ts';

export const FIN = 'fin@acme.example';
export const CFO = 'cfo@acme.example';

export const price = (minor = 500_00): Content => ({
  kind: 'price.quote',
  deal: { system: 'HubSpot', object: 'deal', id: '7' },
  lines: [{ item: 'Seat', quantity: 10, unitPrice: { minor, currency: 'EUR' }, discount: 0 }],
  total: { minor: minor * 10, currency: 'EUR' },
  validUntil: '2030-01-01T00:00:00Z',
});

/** High-risk work that one person decides, with a stand-in after `hours`. */
export const owned = (hours = 4): Partial<Policy> => ({
  ownership: {
    high: { approver: FIN, standIn: CFO, escalateAfterHours: hours, exclusive: true },
  },
});

export const prices = (policy: Partial<Policy> = {}, version = 1): WorkflowInput => ({
  id: 'prices',
  name: 'Prices',
  pattern: 'pre-approval',
  owner: FIN,
  kinds: ['price.quote', 'contact.enrich'],
  policy: { ...DEFAULT_POLICY, ...policy, version },
  executorUrl: 'https://executor.example/hook',
});

export const quote = (gate: TestGate, acme: Team, content = price()) =>
  submit(gate, acme, proposal({ workflowId: 'prices', content }));

/** Signs and sends one decision; its answer. */
export async function say(
  device: Device,
  acme: Team,
  submitted: Parameters<typeof decision>[1],
  change: Parameters<typeof decision>[2] = {},
): Promise<{ status: string; conflict?: string; detail?: string }> {
  const payload = await decision(acme, submitted, change);
  const [answer] = await device.decide([await device.sign(canonical(payload))]);
  if (!answer) throw new Error('no answer');
  return answer;
}

/** The whole feed as this device has it, from nothing or from `cursor`, resyncs followed. */
export async function feedOf(device: Device, cursor?: string) {
  let at = cursor;
  const entries: SyncAnswer['entries'] = [];
  let resynced = false;
  for (;;) {
    const answer = await device.send('GET', `/v1/sync${at === undefined ? '' : `?cursor=${at}`}`);
    if (answer.status !== 200) throw new Error(await answer.text());
    const page = (await answer.json()) as SyncAnswer;
    if (page.resync) resynced = true;
    entries.push(...page.entries);
    at = page.cursor;
    if (!page.more) break;
  }
  const of = (id: string) =>
    entries
      .flatMap((each) => (each.op === 'upsert' && each.item.proposalId === id ? [each.item] : []))
      .at(-1);
  return { entries, cursor: at, resynced, of };
}
