import * as z from 'zod/mini';
import { HumanShare, LaneAnswer, LaneExposure } from '../core/schema/lanes.ts';
import { text } from '../core/schema/scalars.ts';

export {
  Calibration,
  HumanShare,
  LaneAnswer,
  LaneChange,
  LaneExposure,
  LaneReport,
} from '../core/schema/lanes.ts';

export const LanesAnswer = z.object({
  lanes: z.array(LaneAnswer),
  shares: z.array(HumanShare),
});
export type LanesAnswer = z.infer<typeof LanesAnswer>;

export const ExposureAnswer = z.object({ lanes: z.array(LaneExposure) });

export const CloseLaneRequest = z.strictObject({
  tier: z.optional(z.enum(['auto', 'constrained'])),
  reason: text(500),
});
export type CloseLaneRequest = z.infer<typeof CloseLaneRequest>;

export const CloseLaneAnswer = z.object({
  closed: z.int(),
  /** cleared without a person and not yet taken: with people now */
  recalled: z.int(),
});
