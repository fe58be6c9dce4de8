import type { Decision } from '../schema/decision.ts';
import { contentLines } from './in-lines.ts';

/** What somebody wrote for a decision, to be read and copied where the decision did not count. */
export type OwnWords = {
  /** a reason's code; who shows it says it in the person's language */
  reason?: string | undefined;
  note?: string | undefined;
  /** the text as they edited it, in lines */
  text?: string | undefined;
};

/** Their reason and edited text; undefined where there was neither. */
export function ownWordsOf({
  action,
  reason,
  content,
}: Pick<Decision, 'action' | 'reason' | 'content'>): OwnWords | undefined {
  const text =
    action === 'approve_edited' && content
      ? contentLines(content)
          .map((line) => `${line.label}: ${line.text}`)
          .join('\n')
      : undefined;
  if (reason === undefined && text === undefined) return undefined;
  return {
    ...(reason === undefined ? {} : { reason: reason.code }),
    ...(reason?.note ? { note: reason.note } : {}),
    ...(text === undefined ? {} : { text }),
  };
}
