import { recordsOf } from '../../core/hosts/same-record.ts';
import type { SeedProposal } from '../seed/build.ts';
import type { CrmRecord } from './contract.ts';

const OBJECTS = ['contact', 'company', 'deal', 'lead'] as const;

/** The records that the demo's proposals are about, by system, as the systems hold them before. */
export function seededRecords(proposals: readonly SeedProposal[]): Map<string, CrmRecord[]> {
  const systems = new Map<string, CrmRecord[]>();
  for (const { input } of proposals) {
    const { content } = input;
    for (const { system, object, id, label } of recordsOf(content)) {
      const records = systems.get(system) ?? [];
      systems.set(system, records);
      const known = OBJECTS.find((one) => one === object);
      if (known === undefined || records.some((one) => one.id === id)) continue;
      const fields = 'changes' in content ? content.changes : [];
      records.push({
        object: known,
        id,
        name: label ?? `${object} ${id}`,
        fields: [
          { name: 'owner', label: 'Owner', value: 'Mara Lindqvist' },
          ...fields.map(({ field, before }) => ({
            name: field,
            label: field,
            value: before === null ? '–' : String(before),
          })),
        ],
      });
    }
  }
  return systems;
}
