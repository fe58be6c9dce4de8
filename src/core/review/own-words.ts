import type { Decision } from '../schema/decision.ts';
import { contentLines } from './in-lines.ts';
import { REASON_WORDS } from './reason-words.ts';

/** What somebody wrote for a decision, to be read and copied where the decision did not count. */
export type OwnWords = {
  /** the reason, and the note behind it */
  reason?: string | undefined;
  /** the text as they edited it, in lines */
  text?: string | undefined;
};

/** Their reason and edited text; undefined where there was neither. */
export function ownWordsOf({
  action,
  reason,
  content,
}: Pick<Decision, 'action' | 'reason' | 'content'>): OwnWords | undefined {
  const said = reason && [REASON_WORDS[reason.code], ...(reason.note ? [reason.note] : [])];
  const text =
    action === 'approve_edited' && content
      ? contentLines(content)
          .map((line) => `${line.label}: ${line.text}`)
          .join('\n')
      : undefined;
  if (said === undefined && text === undefined) return undefined;
  return {
    ...(said === undefined ? {} : { reason: said.join(': ') }),
    ...(text === undefined ? {} : { text }),
  };
}
