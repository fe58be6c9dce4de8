import { Difference } from '../../ui/Difference.tsx';
import type { TextMark } from '../../ui/marked-text.ts';
import { Visible } from '../../ui/Visible.tsx';
import { isMail } from './approval.ts';
import { factsOf } from './facts.ts';
import { guessReason } from './guess-reason.ts';
import { Mail } from './Mail.tsx';
import { plainText } from './model.ts';
import { Reasons } from './Reasons.tsx';
import type { Session } from './session.ts';

/** The work itself: the mail as it will leave, or the rows that would change. */
export function Work({ session }: { session: Session }) {
  const { model } = session;
  const item = model.view.value?.item;
  if (!item) return null;
  if (!isMail(item)) {
    const { content } = item;
    if (content.kind === 'email.draft') return null;
    return (
      <section aria-label="What would be done">
        <h3>What would be done</h3>
        <dl class="facts">
          {factsOf(content).map(({ name, before, value }, index) => [
            <dt key={`n${index}`}>
              <Visible text={name} />
            </dt>,
            <dd key={`v${index}`} class="fact-value" dir="auto">
              {before === undefined ? (
                <Visible text={value} />
              ) : (
                <Difference before={before} after={value} label={name} />
              )}
            </dd>,
          ])}
        </dl>
      </section>
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
  return (
    <>
      <Edited session={session} />
      {model.bound.value ? (
        <details class="leaves">
          <summary>What will be sent</summary>
          {mail}
        </details>
      ) : (
        <section aria-label="What will be sent">
          <h3>What will be sent</h3>
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

/** The person's difference from the agent's text as it grows, with the reason it would be filed under. */
function Edited({ session }: { session: Session }) {
  const { model } = session;
  const item = model.view.value?.item;
  const plan = model.plan.value;
  if (!item || !isMail(item) || !plan?.can || plan.action !== 'approve_edited') return null;
  if (plan.leaves.kind !== 'email.draft') return null;
  const guess = guessReason(item.content, plan.leaves);
  const before = summary(item.content);
  const after = summary(plan.leaves);
  return (
    <section class="edited" aria-label="Your edit">
      <h3>Your edit</h3>
      <Difference before={before} after={after} label="Difference from the agent's draft" />
      <Reasons
        legend="Filed as"
        chosen={model.editReason.value ?? guess}
        guess={guess}
        onChoose={(reason) => {
          model.editReason.value = reason;
        }}
      />
    </section>
  );
}

/** The fields of a mail that a person may change, as one text to compare. */
export function summary(mail: {
  from: { email: string };
  to: { email: string }[];
  cc: { email: string }[];
  bcc: { email: string }[];
  subject: string;
  body: string;
}): string {
  const list = (name: string, people: { email: string }[]) =>
    people.length > 0 ? `${name}: ${people.map(({ email }) => email).join(', ')}\n` : '';
  const head = `From: ${mail.from.email}\n${list('To', mail.to)}${list('Cc', mail.cc)}${list('Bcc', mail.bcc)}`;
  return `${head}Subject: ${mail.subject}\n\n${plainText(mail.body)}`;
}
