import type { RecordRef } from '../../../core/schema/content.ts';
import type { GateExecutor } from '../../dispatch/ports.ts';
import { Misfit } from '../crm/answer.ts';
import { crmExecutor } from '../crm/executor.ts';
import { type PipedriveAccess, pipedriveCalls } from './calls.ts';
import { objectOf } from './objects.ts';

export type PipedriveOptions = PipedriveAccess & {
  /** the field that `lead.score` sets, by its key (custom fields have 40 hexadecimal digits) */
  scoreField?: string | undefined;
};

const LEAD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Pipedrive through its own client: persons, organizations and deals by API v2, leads by v1.
 * Limits (2026-11): from 20 requests per 2 s, and a daily budget in which a change costs 10 and a
 * read 2. It has no sequences API, so `sequence.enroll` isn't among its kinds.
 */
export function pipedriveExecutor(options: PipedriveOptions): GateExecutor {
  const calls = pipedriveCalls(options);
  return crmExecutor({
    name: 'gate:pipedrive',
    label: 'Pipedrive',
    rate: { perSecond: 3, burst: 6 },
    advice:
      'Check PIPEDRIVE_API_TOKEN, or PIPEDRIVE_CLIENT_ID, PIPEDRIVE_CLIENT_SECRET and PIPEDRIVE_REFRESH_TOKEN, and what the user behind them may do.',
    secrets: calls.secrets,
    accounts: calls.accounts,
    check({ object, id }: RecordRef) {
      const fits = objectOf(object) === 'lead' ? LEAD_ID.test(id) : /^\d{1,15}$/.test(id);
      if (!fits) throw new Misfit('the record id is not a Pipedrive id');
    },
    ownerField: 'owner_id',
    scoreField: options.scoreField ?? null,
    scoreSetting: 'PIPEDRIVE_SCORE_FIELD',
    read: calls.read,
    write: calls.write,
  });
}
