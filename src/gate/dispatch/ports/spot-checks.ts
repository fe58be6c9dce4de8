import type { Health } from '../../../core/schema/health.ts';
import type { SpotCheck, SpotCheckDetail } from '../../../core/schema/spot-check.ts';
import type { DefectAnswer, DefectRequest, SentAnswer } from '../../../protocol/defects.ts';
import type { SpotCheckRequest } from '../../../protocol/spot-checks.ts';
import type { ReviewerIdentity } from './people.ts';

type Who = Pick<ReviewerIdentity, 'workspaceId' | 'reviewer'>;

/** What went out, looked at afterwards. */
export type SpotCheckStore = {
  /**
   * Draws, keeps what it was drawn from, and opens a look for each item, in one statement's view of what
   * had gone out.
   * @param input.seed 32 bytes, hex: nobody may have been able to know it before
   */
  draw(
    input: Who & {
      id: string;
      seed: string;
      request: SpotCheckRequest;
      newId(): string;
    },
  ): Promise<SpotCheckDetail>;
  /** the newest first, 50 at the most */
  list(input: Who): Promise<SpotCheck[]>;
  get(input: Who & { id: string }): Promise<SpotCheckDetail | null>;
  /** how every workflow does */
  health(workspaceId: string): Promise<Health>;
  /** what left lately of what this person may see */
  sent(input: Who & { limit: number }): Promise<SentAnswer>;
  /** null where there's no such proposal for them; idempotent by person and proposal */
  report(input: Who & { proposalId: string; request: DefectRequest }): Promise<DefectAnswer | null>;
};
