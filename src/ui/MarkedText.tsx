import type { ComponentChildren } from 'preact';
import type { TextMark } from '../core/text/stretches.ts';
import { t } from '../words/t.ts';
import type { Piece } from './authored-pieces.ts';
import { linkTarget } from './link-target.ts';
import { type Segment, segments } from './marked-text.ts';
import { Visible } from './Visible.tsx';

const SPOKEN = {
  supported: 'ui_mark_supported',
  unsupported: 'ui_mark_unsupported',
  contradicted: 'ui_mark_contradicted',
  stale: 'ui_mark_stale',
  flag: 'ui_mark_flag',
} as const;

/**
 * A mail's text as it leaves, with its marks. `active` is the mark being looked at. Words that several lie
 * on carry the gravest one's line, thicker, and all are said.
 */
export function MarkedText(props: {
  pieces: readonly Piece[];
  marks: readonly TextMark[];
  active?: string | undefined;
  label: string;
}) {
  const cut = segments(props.pieces, props.marks);
  return (
    <article class="marked-text" aria-label={props.label} dir="auto">
      {cut.map((segment, index) => (
        <Stretch
          key={index}
          segment={segment}
          active={props.active}
          linkEnds={endsLink(cut, index)}
        />
      ))}
    </article>
  );
}

const endsLink = (cut: readonly Segment[], index: number): boolean =>
  cut[index]?.piece.link !== undefined && cut[index + 1]?.piece.link !== cut[index]?.piece.link;

function Stretch(props: { segment: Segment; active: string | undefined; linkEnds: boolean }) {
  const { piece, text, marks } = props.segment;
  let inner: ComponentChildren = <Visible text={text} />;
  if (piece.bold) inner = <b>{inner}</b>;
  if (piece.italic) inner = <i>{inner}</i>;
  if (piece.underline) inner = <u>{inner}</u>;
  if (piece.href) inner = <span class="link-label">{inner}</span>;
  const [gravest, ...others] = marks;
  const active = marks.find(({ id }) => id === props.active);
  return (
    <span class={piece.quoted ? 'quoted' : undefined}>
      {gravest ? (
        <mark
          class={`mark ${gravest.status} ${others.length > 0 ? 'several' : ''} ${active ? 'active' : ''}`}
          data-mark={(active ?? gravest).id}
        >
          <span class="unseen"> [{spoken(marks)}: </span>
          {inner}
          <span class="unseen">] </span>
        </mark>
      ) : (
        inner
      )}
      {props.linkEnds && piece.href ? <Host href={piece.href} label={text} /> : null}
    </span>
  );
}

const spoken = (marks: readonly TextMark[]): string =>
  [...new Set(marks.map(({ status }) => t(SPOKEN[status])))].join(', ');

function Host({ href, label }: { href: string; label: string }) {
  const { shown, warning } = linkTarget(href, label);
  if (!warning && label === shown) return null;
  return (
    <span class={warning ? 'link-host warn' : 'link-host'}>
      {' '}
      (<Visible text={shown} />
      {warning ? `: ${warning}` : ''})
    </span>
  );
}
