import { type Repair, repaired, repairsOf } from '../../core/repair/repair.ts';
import { t, tn } from '../../words/t.ts';
import type { Work } from './kinds/draft.ts';
import { draftOf, setDraft } from './kinds/drafting.ts';
import type { Model } from './model.ts';
import type { On } from './on.ts';
import { isMail } from './plan.ts';
import { replaceRange } from './replace-range.ts';
import { typed } from './text-draft.ts';

/** Where the text stands that spans of a flag or claim count in, of work that isn't a mail. */
const TEXT: Partial<Record<Work['kind'], { subject?: string; body: string }>> = {
  'message.social': { body: 'text' },
  'call.task': { body: 'script' },
  'meeting.schedule': { subject: 'title', body: 'agenda' },
};

/** The ways to mend the sentence of the finding that is looked at, as the text stands now. */
export function repairsHere(model: Model): { field: 'subject' | 'body'; ways: Repair[] } {
  const findings = model.findings.value;
  const finding = findings.find(({ id }) => id === model.activeFinding.value);
  const at = finding?.span;
  if (!finding || !at) return { field: 'body', ways: [] };
  const others = findings.flatMap(({ span }) => (span?.field === at.field ? [span] : []));
  const ways = repairsOf(model.texts.value[at.field], at, {
    quotes: finding.evidence.map(({ quote }) => quote),
    others,
  });
  // A subject without its sentence is no subject.
  return {
    field: at.field,
    ways: at.field === 'body' ? ways : ways.filter(({ way }) => way === 'value'),
  };
}

/** Shows the ways, or says why there is none. */
export function offerRepairs({ model, decisions }: Pick<On, 'model' | 'decisions'>): void {
  const item = model.view.value?.item;
  const finding = model.findings.value.find(({ id }) => id === model.activeFinding.value);
  const { ways } = repairsHere(model);
  const why =
    item?.state !== 'pending' && item?.state !== 'recalled'
      ? t('review_item_no_longer_open')
      : !finding?.span
        ? t('review_go_flag_claim_text_first')
        : ways.length === 0
          ? t('review_nothing_can_taken_out_here')
          : null;
  if (why !== null) {
    decisions.refuse(why);
    return;
  }
  model.menu.value = 'repair';
  model.said.value = tn('review_ways_to_mend', ways.length, { first: spoken(ways[0]) });
}

/** How a way is said: what would stand there. */
export function spoken(way: Repair | undefined): string {
  if (!way) return '';
  return way.way === 'sentence' ? t('review_without', { before: way.before }) : way.after;
}

/** Takes the `digit`-th way: into the compose, or into the draft here. */
export async function takeRepair(on: On, digit: number): Promise<void> {
  const { model, page, decisions } = on;
  const { field, ways } = repairsHere(model);
  const way = ways[digit - 1];
  const item = model.view.value?.item;
  // Another item may have come while this was fetched: the key was not for that one.
  if (!way || !item || model.menu.value !== 'repair') return;
  const text = repaired(model.texts.value[field], way);
  model.menu.value = null;
  if (!isMail(item)) {
    const { kind } = item.content;
    const path = kind === 'email.draft' ? undefined : TEXT[kind]?.[field];
    if (path === undefined) return decisions.refuse(t('review_edit_hand'));
    const draft = draftOf({ model }, item);
    setDraft({ model }, item, { ...draft, values: { ...draft.values, [path]: text } });
  } else if (model.bound.value) {
    const { value: expected } = model.reading;
    if (!expected) return;
    const authoredHtml =
      field === 'body' ? replaceRange(expected.authoredHtml, way) : expected.authoredHtml;
    const subject = field === 'subject' ? { subject: text } : {};
    const { written } = await page('write', { expected, authoredHtml, ...subject });
    if (!written) return decisions.refuse(t('review_draft_changed_meanwhile_try_again'));
  } else if (field === 'subject') typed(model, { subject: text });
  else {
    const html = htmlHere(model);
    typed(model, { body: text, ...(html === null ? {} : { html: replaceRange(html, way) }) });
  }
  decisions.inform(
    way.way === 'sentence' ? t('review_sentence_out') : t('review_now_says', { after: way.after }),
  );
}

/** The body as authored HTML, while nobody has typed another; null then. */
function htmlHere(model: Model): string | null {
  const item = model.view.value?.item;
  const { value: draft } = model.draft;
  if (!item || !isMail(item)) return null;
  if (!draft) return item.content.body;
  return 'html' in draft && draft.html !== undefined ? draft.html : null;
}
