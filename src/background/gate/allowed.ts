import { allowedGates, type Policy } from '../../core/settings/policy.ts';

/** Why this gate is not one that the organisation wants, or null. */
export function notAllowed(url: string, policy: Policy): string | null {
  const gates = allowedGates(policy);
  if (gates === undefined || gates.includes(url)) return null;
  const which = gates.length === 0 ? 'no gate' : `${gates.join(' or ')} only`;
  return `Your organisation lets this browser be paired with ${which}.`;
}
