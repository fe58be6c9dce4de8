import type { ToldBy } from '../../core/schema/metrics.ts';
import type { PlainKey } from '../../words/catalogue.ts';

/** Who told first of what had left and was wrong. */
export const TOLD_BY: Record<ToldBy, PlainKey> = {
  'spot-check': 'dashboard_found_by_spot_check',
  rep: 'dashboard_found_by_rep',
  auditor: 'dashboard_found_by_manager',
  'customer-success': 'dashboard_found_by_customer_success',
  prospect: 'dashboard_found_by_prospect',
  complaint: 'dashboard_found_by_complaint',
  unnamed: 'dashboard_found_by_unnamed',
};
