import { contentDigest } from '../../../core/digest/content.ts';
import { contentFault, editFault } from '../../../core/review/edit.ts';
import type { ReasonCode } from '../../../core/schema/decision.ts';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import { t } from '../../../words/t.ts';
import type { Plan } from '../plan.ts';
import { isSame, type Work, type WorkDraft, withDraft } from './draft.ts';

/** The plan for work that isn't a mail: judged by the rule that the gate judges the decision by. */
export async function planFromWork(item: ReviewItem, draft?: WorkDraft): Promise<Plan> {
  const before = item.content as Work;
  const mine = draft?.revision === item.revision ? draft : undefined;
  if (!mine) return unedited(item, before);
  const { content, faults } = withDraft(before, mine, item.context);
  const [fault] = faults.values();
  if (fault !== undefined) return { can: false, why: fault };
  if (isSame(content, before)) return unedited(item, before);
  const why = editFault(before, content, item);
  if (why) return { can: false, why };
  return {
    can: true,
    action: 'approve_edited',
    content,
    contentDigest: await contentDigest(content),
    leaves: content,
    notes: [],
    guess: guessed(before, content),
  };
}

function unedited(item: ReviewItem, content: Work): Plan {
  const why = contentFault(content);
  if (why) return { can: false, why: t('review_edit_reject', { why }) };
  const { contentDigest: digest } = item;
  return { can: true, action: 'approve', contentDigest: digest, leaves: content, notes: [] };
}

/** What an edit looks like, until the person says otherwise. */
function guessed(before: Work, after: Work): ReasonCode {
  if (before.kind === 'price.quote') return 'offer';
  if (before.kind === 'lead.route' || before.kind === 'lead.score') return 'wrong_fact';
  if ('changes' in before) return 'wrong_fact';
  if ('attendees' in before && 'attendees' in after && !isSame(before.attendees, after.attendees))
    return 'wrong_person';
  const untimed = (content: Work): unknown =>
    JSON.parse(JSON.stringify(content, (key, value) => (TIMES.has(key) ? '' : value)));
  return isSame(untimed(before), untimed(after)) ? 'timing' : 'tone';
}

const TIMES = new Set(['at', 'start', 'end', 'dueAt']);
