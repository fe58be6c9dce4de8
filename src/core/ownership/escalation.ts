import type { Policy } from '../schema/workflow.ts';

/**
 * Hours that an escalation waits for its answer; then whoever could decide before may again.
 * `escalation_hours` of 0023_surface.sql says the same to the database.
 */
export const escalationHours = ({
  escalationHours: own,
  dueHours,
}: Pick<Policy, 'escalationHours' | 'dueHours'>): number => own ?? dueHours;
