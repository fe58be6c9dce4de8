import type { Content } from '../../core/schema/content.ts';
import { plainOf } from '../../core/text/plain.ts';
import type { ItemRow } from './feed-items.ts';

/**
 * What left, of a revision `r` and the decision `e` that let it out, as the gate would have sent it: there
 * is no compose to be approved any more. Inside a string of the canonical text the quotes would be escaped.
 */
export const WENT_OUT = `replace(coalesce(case when e.action = 'approve_edited' then e.content end,
  r.content), '"delivery":"compose"', '"delivery":"gate"')`;

type Looked = ItemRow & {
  look_due: Date;
  look_digest: string;
  /** what a person had made of it before it left */
  sent_content: string | null;
};

/** The row of a spot-check's look as an item is made of it: what left, and nothing of how it came to. */
export function sentOf<R extends Looked>(row: R): R {
  const content = (row.sent_content ?? row.content).replace(
    '"delivery":"compose"',
    '"delivery":"gate"',
  );
  const { blind: _its, slots: _slots, placement: _placement, ...review } = row.review;
  const there = stillIn(JSON.parse(content));
  const edited = row.sent_content !== null;
  return {
    ...{ ...row, content, content_digest: row.look_digest, routed: row.lane },
    ...{ decision_id: null, clearance_id: null, host: null, recalled_at: null },
    due_at: row.look_due,
    trigger: {
      code: 'second-look',
      message: 'It has left. Decide as if it had not, and as if nobody had before you.',
    },
    flags: edited ? row.flags.flatMap(there) : row.flags,
    review: { ...review, claims: edited ? review.claims.flatMap(there) : review.claims },
  };
}

/** What a person's edit left of the stretches that claims and flags are about, where they are now. */
function stillIn(content: Content) {
  const [subject, body] =
    content.kind === 'email.draft' ? [content.subject, plainOf(content.body).text] : ['', ''];
  return <
    T extends {
      span?: { field: 'subject' | 'body'; start: number; end: number; text: string } | undefined;
    },
  >(
    about: T,
  ): T[] => {
    const { span } = about;
    if (!span) return [about];
    const start = (span.field === 'subject' ? subject : body).indexOf(span.text);
    return start < 0 ? [] : [{ ...about, span: { ...span, start, end: start + span.text.length } }];
  };
}
