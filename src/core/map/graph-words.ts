import type { MapPerson, MapWorkflow } from '../schema/oversight-map.ts';
import type { Pattern, RiskTier, Stage } from '../schema/shown.ts';

type Lane = MapWorkflow['lanes'][number]['tier'];

/** What the boxes and lines of the map say, in a person's language: few words, for they stand in boxes. */
export type GraphWords = {
  pattern: (pattern: Pattern) => string;
  stage: (stage: Stage) => string;
  paused: () => string;
  waiting: (count: number) => string;
  /** which lanes are open; without one, whether any can be earned */
  lanes: (open: ReadonlySet<Lane>, earns: boolean) => string;
  brakes: (brakes: MapWorkflow['brakes']) => string;
  /** lines: from a workflow to its gate, from an agent to a workflow, from a gate to a way out */
  decidedAt: () => string;
  proposed: (count: number, days: number) => string;
  leavesBy: () => string;
  revoked: () => string;
  /** of an agent that proposed nothing */
  idle: () => string;
  /** agents drawn as one */
  alike: (count: number) => string;
  role: (role: MapPerson['role']) => string;
  /** an address that is nobody's here */
  nobody: () => string;
  away: () => string;
  /** what a person is to a workflow */
  owns: () => string;
  answers: (tier: RiskTier) => string;
  standsIn: (tier: RiskTier) => string;
  decides: () => string;
  /** an executor as clearances name it, or `mailbox` for people's own */
  way: (way: string) => string;
};
