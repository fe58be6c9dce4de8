import type { Policy, Stage } from '../schema/workflow.ts';

/** What a reviewer reads where the stage is the reason. */
export const STAGE_WHY: Readonly<Record<Exclude<Stage, 'adopter'>, string>> = {
  observer: 'This workflow is an observer as yet: a person decides everything it proposes.',
  planner: 'this workflow is a planner as yet, and its lanes open at the adopter stage',
};

/** Why no lane of this policy runs anything, whatever it has earned; null at the adopter stage. */
export function belowAdopter(policy: Pick<Policy, 'stage'> | undefined): string | null {
  if (policy?.stage === 'observer')
    return 'this workflow is an observer as yet: a person decides everything it proposes';
  return policy?.stage === 'planner' ? STAGE_WHY.planner : null;
}
