import type { TextMark } from '../../../core/text/stretches.ts';
import { Difference } from '../../../ui/Difference.tsx';
import { MarkedText } from '../../../ui/MarkedText.tsx';
import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import type { Session } from '../session.ts';

/** A text with the flags and claims marked in it, as a mail's is. */
export function Marked(props: {
  session: Session;
  field: 'subject' | 'body';
  text: string;
  label: string;
}) {
  const { session, field, text } = props;
  const marks = session.model.findings.value.flatMap(({ span, status }): TextMark[] =>
    span?.field === field ? [{ ...span, status }] : [],
  );
  const plain = { bold: false, italic: false, underline: false, quoted: false };
  return (
    <MarkedText
      label={props.label}
      pieces={[{ text, start: 0, ...plain }]}
      marks={marks}
      active={session.model.activeFinding.value ?? undefined}
    />
  );
}

/** A text as it leaves; where it was edited, whole, and below it what differs. */
export function Text(props: { label: string; was: string; now: string; strong?: boolean }) {
  const { label, was, now } = props;
  return (
    <>
      <p class={props.strong ? 'work-text strong' : 'work-text'} dir="auto">
        <Visible text={now} />
      </p>
      <Edit label={label} was={was} now={now} />
    </>
  );
}

/** What a person changed in a text; nothing where they didn't. */
export function Edit({ label, was, now }: { label: string; was: string; now: string }) {
  if (was === now) return null;
  return (
    <details class="edit-difference" open>
      <summary>{t('review_your_change')}</summary>
      <Difference before={was} after={now} label={t('review_difference_from_agents', { label })} />
    </details>
  );
}
