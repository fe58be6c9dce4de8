import type { EmailContent, Mailbox } from '../../core/schema/email.ts';
import { authoredPieces, type Piece } from '../../ui/authored-pieces.ts';
import { MarkedText } from '../../ui/MarkedText.tsx';
import type { TextMark } from '../../ui/marked-text.ts';
import { Visible } from '../../ui/Visible.tsx';

const SIZE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

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
        <People label="From" list={[mail.from]} />
        <People label="To" list={mail.to} />
        <People label="Cc" list={mail.cc} />
        <People label="Bcc" list={mail.bcc} />
        <dt>Subject</dt>
        <dd>
          <MarkedText
            label="Subject"
            pieces={pieceOf(mail.subject)}
            marks={marks.subject}
            active={active}
          />
        </dd>
        {mail.attachments.length > 0 ? (
          <>
            <dt>Attached</dt>
            <dd>
              {mail.attachments.map(({ name, size }, index) => (
                <p key={index}>
                  <Visible text={name} />, {SIZE.format(Math.ceil(size / 1000))} kB
                </p>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      <MarkedText
        label="Text of the mail"
        pieces={piecesOf(mail.body)}
        marks={marks.body}
        active={active}
      />
      {mail.tail ? (
        <>
          <h2 class="minor">Signature and quoted mail</h2>
          <div class="tail">
            <MarkedText label="Signature and quoted mail" pieces={piecesOf(mail.tail)} marks={[]} />
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
