import type { ReviewItem } from '../../core/schema/proposal.ts';
import type { TextMark } from '../../core/text/stretches.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { Edited, WorkView } from './lazy-pieces.ts';
import { Mail } from './Mail.tsx';
import { isMail } from './plan.ts';
import type { Session } from './session.ts';

const APPROVED: ReadonlySet<string> = new Set(['approved', 'dispatching', 'failed', 'unknown']);

/** What the mail on screen is, by what became of it. */
function headingOf({ state, blind }: ReviewItem, isOnlyShown: boolean): PlainKey {
  if (blind?.spotCheck !== undefined || state === 'executed') return 'review_what_was_sent';
  if (state === 'rejected' || state === 'withdrawn' || state === 'expired')
    return 'review_what_was_proposed';
  if (isOnlyShown && APPROVED.has(state)) return 'review_what_was_approved';
  return 'review_what_will_sent';
}

/** The work itself: the mail as it will leave, or the rows that would change. */
export function Work({ session, now }: { session: Session; now: number }) {
  const { model } = session;
  const item = model.view.value?.item;
  if (!item) return null;
  const edited = model.plan.value?.can && model.plan.value.action === 'approve_edited';
  if (!isMail(item)) {
    return (
      <>
        {model.base.value ? <Edited session={session} /> : null}
        <WorkView session={session} now={now} />
      </>
    );
  }
  const plan = model.plan.value;
  const leaves = plan?.can && plan.leaves.kind === 'email.draft' ? plan.leaves : item.content;
  const spans = model.findings.value.flatMap(({ span, status }) =>
    span ? [{ ...span, status }] : [],
  );
  const marks = {
    subject: spans.filter(({ field }) => field === 'subject') as TextMark[],
    body: spans.filter(({ field }) => field === 'body') as TextMark[],
  };
  const mail = <Mail mail={leaves} marks={marks} active={model.activeFinding.value ?? undefined} />;
  const notes = plan?.can ? plan.notes : [];
  const heading = t(headingOf(item, model.view.value?.became !== undefined));
  return (
    <>
      {edited || model.base.value ? <Edited session={session} /> : null}
      {model.bound.value ? (
        <details class="leaves">
          <summary>{heading}</summary>
          {mail}
        </details>
      ) : (
        <section aria-label={heading}>
          <h2 class="minor">{heading}</h2>
          {mail}
        </section>
      )}
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
    </>
  );
}
