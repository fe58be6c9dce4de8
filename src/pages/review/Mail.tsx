import type { EmailContent, Mailbox } from '../../core/schema/email.ts';
import type { TextMark } from '../../core/text/stretches.ts';
import { authoredPieces, type Piece } from '../../ui/authored-pieces.ts';
import { MarkedText } from '../../ui/MarkedText.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';

/** One mail as it will leave: who, subject, attachments, text and tail. */
export function Mail(props: {
  mail: EmailContent;
  marks: { subject: TextMark[]; body: TextMark[] };
  active?: string | undefined;
}) {
  const { mail, marks, active } = props;
  return (
    <div class="mail">
      <dl class="facts">
        <People label={t('review_from')} list={[mail.from]} />
        <People label={t('review_to')} list={mail.to} />
        <People label={t('review_cc')} list={mail.cc} />
        <People label={t('review_bcc')} list={mail.bcc} />
        <dt>{t('review_subject')}</dt>
        <dd>
          <MarkedText
            label={t('review_subject')}
            pieces={pieceOf(mail.subject)}
            marks={marks.subject}
            active={active}
          />
        </dd>
        {mail.attachments.length > 0 ? (
          <>
            <dt>{t('review_attached')}</dt>
            <dd>
              {mail.attachments.map(({ name, size }, index) => (
                <p key={index}>
                  {tx('review_kilobytes', {
                    name: <Visible text={name} />,
                    size: Math.ceil(size / 1000),
                  })}
                </p>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      <MarkedText
        label={t('review_text_mail')}
        pieces={piecesOf(mail.body)}
        marks={marks.body}
        active={active}
      />
      {mail.tail ? (
        <>
          <h2 class="minor">{t('review_signature_quoted_mail')}</h2>
          <div class="tail">
            <MarkedText
              label={t('review_signature_quoted_mail')}
              pieces={piecesOf(mail.tail)}
              marks={[]}
            />
          </div>
        </>
      ) : null}
    </div>
  );
}

function People({ label, list }: { label: string; list: readonly Mailbox[] }) {
  if (list.length === 0) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {list.map(({ name, email }, index) => (
          <p key={index}>
            {name ? (
              <>
                <Visible text={name} />{' '}
              </>
            ) : null}
            <span class="muted">
              <Visible text={email} />
            </span>
          </p>
        ))}
      </dd>
    </>
  );
}

const pieceOf = (text: string): Piece[] => [
  { text, start: 0, bold: false, italic: false, underline: false, quoted: false },
];

/** Styled text; what isn't in the closed subset is shown as the raw string it is. */
function piecesOf(html: string): Piece[] {
  try {
    return authoredPieces(html);
  } catch {
    return pieceOf(html);
  }
}
