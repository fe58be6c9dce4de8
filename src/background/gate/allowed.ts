import { allowedGates, type Policy } from '../../core/settings/policy.ts';
import { t } from '../../words/t.ts';

/** Why this gate is not one that the organisation wants, or null. */
export function notAllowed(url: string, policy: Policy): string | null {
  const gates = allowedGates(policy);
  if (gates === undefined || gates.includes(url)) return null;
  return gates.length === 0
    ? t('background_no_gate_allowed')
    : t('background_gates_allowed', { gates: gates.join(', ') });
}
