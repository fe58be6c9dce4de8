import type { ReviewItem } from '../../core/schema/proposal.ts';
import { t } from '../../words/t.ts';

/** Whom or what an item is about, in a word or two. */
export function personOf({ content, context }: ReviewItem): string {
  if (content.kind === 'email.draft') {
    const [to, ...more] = content.to;
    const name = to?.name ?? to?.email ?? '';
    return more.length > 0 ? t('queue_name_and_more', { name, n: more.length }) : name;
  }
  return context?.recipientName ?? labelIn(content) ?? context?.company ?? '';
}

/** What it is, in a line. */
export function titleOf({ content, trigger, workflow, blind }: ReviewItem): string {
  if (content.kind === 'email.draft') return content.subject || t('queue_no_subject');
  if (content.kind === 'meeting.schedule') return content.title;
  // What brought it here may be a flag, which a blind look is not to know.
  return blind ? workflow.name : `${workflow.name}: ${trigger.message}`;
}

/** The label that a record in the content has, whatever its field is called. */
function labelIn(content: object): string | undefined {
  for (const value of Object.values(content)) {
    if (typeof value !== 'object' || value === null) continue;
    const label = 'label' in value ? value.label : 'name' in value ? value.name : undefined;
    if (typeof label === 'string') return label;
  }
  return undefined;
}
