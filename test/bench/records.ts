import { salesforceId } from '../../src/core/hosts/ids.ts';
import type { CrmRecord } from '../../src/demo/crm/contract.ts';
import { siteOf } from '../../src/demo/crm/sites.ts';
import { AGENTS } from '../../src/demo/seed/workflows.ts';
import type { World } from '../../src/demo/world/world.ts';
import { numberOf } from './drafts.ts';

/** The two CRMs that are measured, by what their pages are made of: sidebars, and tabs that stay. */
export const CRMS = ['hubspot', 'salesforce'] as const;
export type Crm = (typeof CRMS)[number];

export type NumberedRecord = { number: string; record: CrmRecord };

const idOf = (system: Crm, at: number): string =>
  system === 'hubspot'
    ? `7${numberOf(at)}`
    : (salesforceId(`0035g0000${numberOf(at)}`) ?? `no id for ${at}`);

/** One change proposed on each of `count` contacts; the pages show them. */
export async function proposeOnRecords(
  world: World,
  system: Crm,
  count: number,
): Promise<NumberedRecord[]> {
  const { account } = siteOf(system);
  const made = Array.from({ length: count }, (_, index): NumberedRecord => {
    const number = numberOf(index + 1);
    const fields = [{ name: 'jobtitle', label: 'Job title', value: 'Head of Sales' }];
    const named = { id: idOf(system, index + 1), name: `No ${number}: Nadia Farouk` };
    return { number, record: { object: 'contact', ...named, fields } };
  });
  for (const { number, record } of made) {
    await world.agents.steward.propose({
      ...{ workflowId: 'crm-hygiene', externalId: `bench-${system}-${number}` },
      ...{ agent: AGENTS.steward[0], confidence: 0.7, claims: [], flags: [] },
      reasoning: [{ text: 'The company page says so.' }],
      content: {
        kind: 'contact.enrich',
        contact: {
          ...{ system, object: record.object, id: record.id, label: record.name },
          ...(account === undefined ? {} : { account }),
        },
        changes: [{ field: 'jobtitle', before: 'Head of Sales', after: 'Chief Revenue Officer' }],
      },
    });
  }
  world.crm?.put(
    system,
    made.map(({ record }) => record),
  );
  return made;
}
