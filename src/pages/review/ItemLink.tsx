import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { itemHref, type ItemLink as Link } from './item-link.ts';
import { KIND_WORDS } from './words.ts';

/** What an answer tells of an item beside its id. */
export type Named = {
  kind?: string | undefined;
  /** its subject, title or record; null where it was erased or has none */
  title?: string | null | undefined;
  /** whom it goes to */
  to?: string | undefined;
};

/**
 * An item by its own link, named as far as the answer names it; by its bare id only where nothing else
 * is known. Opens in a tab of its own: the page it is named on stays as it is.
 */
export function ItemLink({ named = {}, ...link }: Link & { named?: Named | undefined }) {
  return (
    <a class="item-link" href={itemHref(link)} target="_blank" rel="noopener">
      <Words {...named} proposalId={link.proposalId} />
    </a>
  );
}

function Words({ kind, title, to, proposalId }: Named & { proposalId: string }) {
  const words = isKind(kind) ? t(KIND_WORDS[kind]) : kind;
  const shown = title ? <Visible text={title} /> : null;
  const item = words && shown ? tx('link_item_named', { kind: words, title: shown }) : shown;
  if (to) {
    const what = item ?? words;
    if (what) return <>{tx('link_item_to', { item: what, to: <Visible text={to} /> })}</>;
  }
  if (item) return <>{item}</>;
  return <span class={words ? undefined : 'mono'}>{words ?? proposalId}</span>;
}

const isKind = (kind: string | undefined): kind is keyof typeof KIND_WORDS =>
  kind !== undefined && Object.hasOwn(KIND_WORDS, kind);
