import type { RecordRef } from '../../../core/schema/content.ts';
import type { GateExecutor } from '../../dispatch/ports.ts';
import { Misfit } from '../crm/answer.ts';
import { crmExecutor } from '../crm/executor.ts';
import { type SalesforceAccess, salesforceCalls } from './calls.ts';
import { API_NAME, objectName } from './objects.ts';

export type SalesforceOptions = SalesforceAccess & {
  /** the field that `lead.score` sets, such as `Lead_Score__c` */
  scoreField?: string | undefined;
};

/**
 * Salesforce through jsforce: sObject rows of the REST API. Salesforce has no documented API for
 * adding people to a cadence from outside, so `sequence.enroll` isn't among its kinds.
 * Limits (2026-11): 100,000 requests a day and more, 25 that run for over 20 s at once.
 */
export function salesforceExecutor(options: SalesforceOptions): GateExecutor {
  const calls = salesforceCalls(options);
  return crmExecutor({
    name: 'gate:salesforce',
    label: 'Salesforce',
    rate: { perSecond: 5, burst: 20 },
    advice:
      'Check SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET and SALESFORCE_REFRESH_TOKEN, and what the user behind them may do.',
    secrets: calls.secrets,
    accounts: calls.accounts,
    check({ object, id }: RecordRef) {
      if (!API_NAME.test(objectName(object))) throw new Misfit(`it has no object ${object}`);
      if (!/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id))
        throw new Misfit('the record id is not a Salesforce id');
    },
    ownerField: 'OwnerId',
    scoreField: options.scoreField ?? null,
    scoreSetting: 'SALESFORCE_SCORE_FIELD',
    read: calls.read,
    write: calls.write,
  });
}
