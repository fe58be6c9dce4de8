import { salesforceId } from '../../src/core/hosts/ids.ts';
import type { CrmRecord } from '../../src/demo/crm/contract.ts';

export type ObjectName = CrmRecord['object'];

const PREFIX: Record<ObjectName, string> = {
  ...{ contact: '003', company: '001', deal: '006', lead: '00Q' },
};
const digits = (n: number, length: number): string => String(n).padStart(length, '0');
const guidOf = (n: number): string => `465b158c-541c-e511-80d3-${n.toString(16).padStart(12, '0')}`;

/** The n-th id of a record, as this system writes them. */
export function idOn(system: string, object: ObjectName, n: number): string {
  switch (system) {
    case 'salesforce':
      return salesforceId(`${PREFIX[object]}5g00000${digits(n, 5)}`) ?? '';
    case 'dynamics':
    case 'attio':
      return guidOf(n);
    case 'zoho':
      return `51069100000${digits(n, 7)}`;
    case 'close':
      return `lead_Qz${digits(n, 6)}`;
    case 'apollo':
      return `6570cbe6321f3a00${n.toString(16).padStart(8, '0')}`;
    case 'pipedrive':
      return object === 'lead' ? guidOf(n) : `7${digits(n, 6)}`;
    default:
      return `7${digits(n, 6)}`;
  }
}
