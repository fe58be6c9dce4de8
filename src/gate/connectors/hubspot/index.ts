import type { RecordRef } from '../../../core/schema/content.ts';
import type { GateExecutor } from '../../dispatch/ports.ts';
import { Misfit } from '../crm/answer.ts';
import { crmExecutor } from '../crm/executor.ts';
import { type HubSpotAccess, hubSpotCalls } from './calls.ts';
import { enrollments } from './enroll.ts';
import { objectType } from './objects.ts';

export type HubSpotOptions = HubSpotAccess & {
  /** the property that `lead.score` sets; HubSpot's own score is computed and can't be set */
  scoreProperty?: string | undefined;
  /** who enrolls contacts in sequences: a HubSpot user's id and the connected mailbox to send from */
  sequences?: { userId: string; senderEmail: string } | undefined;
};

/**
 * HubSpot through its own client: CRM objects API v3, and the sequences API (v4) for enrolling.
 * Limits (2026-11): 100 requests per 10 s and app on the smallest plan; a work is two or three.
 */
export function hubSpotExecutor(options: HubSpotOptions): GateExecutor {
  const calls = hubSpotCalls(options);
  const system = {
    name: 'gate:hubspot' as const,
    label: 'HubSpot',
    rate: { perSecond: 3, burst: 10 },
    advice:
      'Check HUBSPOT_TOKEN, or HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET and HUBSPOT_REFRESH_TOKEN, and the scopes of the app.',
    secrets: calls.secrets,
    accounts: calls.accounts,
    check({ object, id }: RecordRef) {
      objectType(object);
      if (!/^\d{1,20}$/.test(id)) throw new Misfit('the record id is not a HubSpot id');
    },
    ownerField: 'hubspot_owner_id',
    scoreField: options.scoreProperty ?? null,
    scoreSetting: 'HUBSPOT_SCORE_PROPERTY',
    read: calls.read,
    write: calls.write,
  };
  return crmExecutor({ ...system, own: enrollments(system, calls, options.sequences) });
}
