import { computed, signal } from '@preact/signals';
import { asksBlindFirst } from '../../core/attention/fatigue.ts';
import type { Content } from '../../core/schema/content.ts';
import type { FirstLook, ReasonCode } from '../../core/schema/decision.ts';
import { plainOf } from '../../core/text/plain.ts';
import type { SendRefusal } from '../../messages/content-to-worker.ts';
import type { ConnectionState } from '../../messages/pages-to-worker.ts';
import type { Matched, ReadingMessage } from '../../messages/panel-and-content.ts';
import type { Pace, WhyNoItem } from '../../messages/panel-to-worker.ts';
import type { ItemView } from '../../messages/shared.ts';
import { findingsOf, type Texts } from './findings.ts';
import { bindings } from './keys.ts';
import type { WorkDraft } from './kinds/draft.ts';
import { isMail, isTextDraft, type Leaves, type Plan, type TextDraft } from './plan.ts';
import type { Will } from './words.ts';

/** The compose (or other place) of the page that the panel stands at, and whose item it holds. */
export type Shown = { proposalId: string; surfaceId?: string; matched: Matched };

/** What this panel is doing, or has just done, about one item. */
export type Progress =
  | { step: 'saving'; action: string; decisionId: string }
  | { step: 'saved'; action: string; decisionId: string; undoUntil: string }
  | { step: 'not-saved'; action: string; detail: string }
  | { step: 'clearing' | 'sending' }
  | { step: 'waiting'; detail: string }
  | { step: 'left'; outcome: 'executed' | 'not_executed' | 'recalled' | 'unknown' }
  | { step: 'discarded' };

export type Stopped = { proposalId: string; path: string; refusal: SendRefusal; detail: string };
/** Why the link that was opened leads to no item, and the sentence of what did not answer. */
export type Missing = { why: WhyNoItem | 'malformed'; detail?: string };
export type ToastData = {
  text: string;
  tone: 'plain' | 'bad';
  undo?: string;
  until?: string;
  /** what happens then, where it can still be taken back */
  will?: Will;
};
export type Menu =
  | ('reject' | 'reject-all' | 'repair' | 'escalate' | 'snooze')
  | ('editor' | 'help' | 'sweep')
  | null;
/** What a version on screen is compared with, where that isn't the agent's text. */
export type Base = 'revision' | 'exemplar';
/** Whether the page shows the record that the work is about, where its address alone doesn't say so. */
export type Named =
  | { step: 'reading' }
  | { step: 'same'; name: string }
  | { step: 'asks'; name: string | null }
  | { step: 'yes' };

const READING: Named = { step: 'reading' };

/** The panel's state. Nothing here does anything: `session.ts` does. */
export function createModel() {
  const views = signal<ReadonlyMap<string, ItemView>>(new Map());
  const currentId = signal<string | null>(null);
  const shown = signal<Shown | null>(null);
  const reading = signal<ReadingMessage | undefined>(undefined);
  const drafts = signal<ReadonlyMap<string, TextDraft | WorkDraft>>(new Map());
  const plan = signal<Plan | null>(null);
  const progress = signal<ReadonlyMap<string, Progress>>(new Map());
  const stopped = signal<Stopped | null>(null);
  const named = signal<ReadonlyMap<string, Named>>(new Map());
  const keys = signal<Readonly<Record<string, string>>>({});

  const view = computed(() => views.value.get(currentId.value ?? ''));
  /** the page's surface, when it holds the item that is looked at */
  const surface = computed(() =>
    shown.value?.surfaceId && shown.value.proposalId === currentId.value ? shown.value : null,
  );
  const looks = signal<ReadonlyMap<string, FirstLook | null>>(new Map());
  const look = computed(() => {
    const { proposalId = '', revision = 0 } = view.value?.item ?? {};
    return looks.value.get(`${proposalId}/${revision}`) ?? null;
  });
  /** confidence, flags and reasoning wait until the person has decided without them */
  const blind = computed(() => {
    const item = view.value?.item;
    return item !== undefined && asksBlindFirst(item) && look.value === null;
  });
  const bound = computed(
    () => surface.value?.matched === 'draft' || surface.value?.matched === 'thread',
  );
  const draft = computed(() => drafts.value.get(currentId.value ?? ''));
  const texts = computed((): Texts => {
    const content = view.value?.item.content;
    if (content?.kind !== 'email.draft') {
      const now = plan.value?.can ? plan.value.leaves : content;
      const { title = '', text, script, agenda } = (now ?? {}) as WorkTexts;
      return { subject: title, body: text ?? script ?? agenda ?? '' };
    }
    if (bound.value && reading.value) {
      return {
        subject: reading.value.compose.subject,
        body: plainText(reading.value.authoredHtml),
      };
    }
    if (isTextDraft(draft.value)) return draft.value;
    return { subject: content.subject, body: plainText(content.body) };
  });

  return {
    link: signal<'waiting' | 'refused' | 'gone' | 'ready'>('waiting'),
    connection: signal<ConnectionState | undefined>(undefined),
    theme: signal<'auto' | 'light' | 'dark'>('auto'),
    pageDark: signal(false),
    keys,
    bindings: computed(() => bindings(keys.value)),
    views,
    currentId,
    view,
    /** of the current item, while there is no view of it */
    loading: signal<'loading' | 'missing' | 'failed' | null>(null),
    /** of an item that a link names, while it is `missing` */
    missing: signal<Missing | null>(null),
    next: signal<readonly string[]>([]),
    previous: signal<readonly string[]>([]),
    pending: signal(0),
    shown,
    surface,
    bound,
    reading,
    drafts,
    draft,
    texts,
    blind,
    /** of the item on screen: what was decided before the rest was shown */
    look,
    /** by proposal and revision; null: asked for, and not made yet */
    looks,
    /** the reviewer's own session */
    pace: signal<Pace | null>(null),
    // Marks in the text and on the page are made of these: a blind look has none.
    findings: computed(() =>
      view.value && !blind.value ? findingsOf(view.value.item, texts.value) : [],
    ),
    activeFinding: signal<string | null>(null),
    plan,
    /** what this panel approved, so that a later change can be shown against it */
    approved: signal<ReadonlyMap<string, Leaves>>(new Map()),
    /** the revision looked at before the agent sent another one */
    revisedFrom: signal<Content | null>(null),
    /** the clone that was read in full when this one was put together with it */
    exemplar: signal<Content | null>(null),
    base: signal<Base | null>(null),
    menu: signal<Menu>(null),
    note: signal(''),
    /** ids of what was said to have been wrong after it had left */
    wrong: signal<ReadonlySet<string>>(new Set()),
    editReason: signal<ReasonCode | null>(null),
    stopped,
    /** the stop that is about the item looked at */
    stoppedHere: computed(() =>
      stopped.value?.proposalId === currentId.value ? stopped.value : null,
    ),
    progress,
    progressHere: computed(() => progress.value.get(currentId.value ?? '')),
    /** of items whose record isn't confirmed by the page's address */
    named,
    namedHere: computed(() =>
      view.value?.unconfirmed ? (named.value.get(currentId.value ?? '') ?? READING) : null,
    ),
    /** decisions made here, and whether each was deliberate: for the reviewer's own eyes */
    read: signal<ReadonlyMap<string, boolean>>(new Map()),
    others: signal<readonly string[]>([]),
    toast: signal<ToastData | null>(null),
    said: signal(''),
    /** false: something covers or scales the panel; null: not known yet */
    uncovered: signal<boolean | null>(null),
    folded: signal(false),
    isMail: computed(() => (view.value ? isMail(view.value.item) : false)),
  };
}
export type Model = ReturnType<typeof createModel>;

/** The texts of work that isn't a mail, as the gate counts spans on them. */
type WorkTexts = { title?: string; text?: string; script?: string; agenda?: string };

/** The plain text of authored HTML, or the raw string where it isn't in the closed subset. */
export function plainText(html: string): string {
  try {
    return plainOf(html).text;
  } catch {
    return html;
  }
}
