import type { Kind } from '../schema/kind.ts';
import { type BrakeLine, START_LINES } from './line.ts';

/** What a brake can be on. */
export type Watches = 'workflow' | 'template' | 'model-version' | 'domain';

/** Kinds that people answer by writing back; a floor on replies says nothing of others. */
const ANSWERED: ReadonlySet<Kind> = new Set(['email.draft', 'sequence.enroll', 'message.social']);

/**
 * The lines of what is watched. A workflow's own policy, for it, its templates and model versions;
 * {@link START_LINES} where it says nothing. A domain belongs to several workflows, so to no policy: it
 * has the ceilings, which are about the domain's name with mailbox providers.
 * @param counts whether counts by day came for it: then complaints are watched by these as well
 */
export function linesFor(
  watches: Watches,
  workflow: { kinds: readonly Kind[]; brakes?: readonly BrakeLine[] | undefined },
  counts = false,
): BrakeLine[] {
  if (watches !== 'domain') {
    const answered = workflow.kinds.some((kind) => ANSWERED.has(kind));
    return [...(workflow.brakes ?? START_LINES.filter((line) => answered || !isReplyFloor(line)))];
  }
  const ceilings = START_LINES.filter(({ side }) => side === 'ceiling');
  const byDay = ceilings
    .filter(({ signal }) => signal === 'complaint')
    .map((line): BrakeLine => ({ ...line, counted: 'by-day' }));
  return counts ? [...ceilings, ...byDay] : ceilings;
}

const isReplyFloor = ({ signal, side }: BrakeLine): boolean =>
  signal === 'reply' && side === 'floor';
