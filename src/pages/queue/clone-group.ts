import { batch, signal } from '@preact/signals';
import { sizeOf } from '../../core/attention/batch-size.ts';
import { fatigueOf } from '../../core/attention/fatigue.ts';
import { unseenWords } from '../../core/attention/reading.ts';
import { type CloneColumn, cloneTable } from '../../core/clones/table.ts';
import type { Attention, Reason } from '../../core/schema/decision.ts';
import { openClones } from '../../store/folds.ts';
import { itemAcross } from '../../store/list-spaces.ts';
import type { ItemRow } from '../../store/rows.ts';
import type { SpaceStore } from '../../store/spaces.ts';
import { t, tn } from '../../words/t.ts';
import type { AskWorker } from '../review/items.ts';
import type { Session } from '../review/session.ts';
import { doneWords, willOf } from '../review/words.ts';

/** Clones of the item on screen, its own row first; `all` counts those beyond the table too. */
export type Group = {
  clones: string;
  /** all of one workspace */
  space: string;
  rows: ItemRow[];
  columns: CloneColumn[];
  all: number;
  /** the policy's batch size, where a press decides fewer for now */
  usually: number | null;
};
type Last = { batchId: string; decisionIds: string[] };

/** The table under a line "14 like this", and the one key for all of it. */
export function createClones(input: {
  spaces: () => Promise<readonly SpaceStore[]>;
  ask: AskWorker;
  session: () => Session;
  newId: () => string;
  /** monotonic milliseconds */
  now: () => number;
}) {
  const { spaces, ask, newId, now } = input;
  const group = signal<Group | null>(null);
  /** rows that the person wants to look at by themselves */
  const pulled = signal<ReadonlySet<string>>(new Set());
  let last: Last | null = null;
  let round = 0;

  /** Reads the clones of the item on screen anew. */
  async function look(size = input.session().model.pace.peek()?.batchSize ?? null): Promise<void> {
    round += 1;
    const mine = round;
    const id = input.session().model.currentId.value;
    const { space, row } = (id && (await itemAcross(await spaces(), id))) || {};
    const found =
      space && row?.open === 1 && row.clones && !pulled.value.has(row.proposalId)
        ? await openClones(space.db, row.clones).toArray()
        : [];
    if (mine !== round) return;
    // One press decides no more than a person reads in a table, and fewer where they did not read (U5).
    const { batchSize } = fatigueOf(row?.item.policy ?? {});
    const most = sizeOf({ size, since: [] }, batchSize);
    const left = found.filter(({ proposalId }) => !pulled.value.has(proposalId));
    // The item that is read in full is the table's first row.
    const rows = [
      ...left.filter(({ proposalId }) => proposalId === id),
      ...left.filter(({ proposalId }) => proposalId !== id),
    ].slice(0, most);
    const next =
      space && row?.clones && rows.length > 1
        ? {
            ...{ clones: row.clones, space: space.id, rows, all: left.length },
            usually: most < batchSize ? batchSize : null,
            columns: cloneTable(
              rows.map(({ item }) => item),
              rows.map(({ item }) => item.confidence),
            ),
          }
        : null;
    const before = group.value?.rows.map(({ proposalId }) => proposalId).join();
    group.value = next;
    await setExemplar(space, row, next?.rows[0]?.proposalId === id ? null : next?.rows[0]);
    // Another table is on screen: the key for all of it arms from here.
    const { guard } = input.session();
    if (next && next.rows.map(({ proposalId }) => proposalId).join() !== before) guard.shown(now());
  }

  /** Of a row that is looked at alone: the clone that stands for the others, to compare it with. */
  async function setExemplar(
    space: SpaceStore | undefined,
    row: ItemRow | undefined,
    first?: ItemRow | null,
  ): Promise<void> {
    const { model } = input.session();
    if (!space || !row?.clones || first === null) {
      model.exemplar.value = null;
      return;
    }
    const { clones, proposalId } = row;
    const other =
      first ??
      (await openClones(space.db, clones)
        .filter((one) => one.proposalId !== proposalId)
        .first());
    if (model.currentId.value === proposalId) model.exemplar.value = other?.item.content ?? null;
  }

  /** What was read of each row: the first in full, of the others the words that differ. */
  function attentions({ rows, columns }: Group): Attention[] {
    const { meter, model } = input.session();
    const first = model.currentId.value ?? '';
    const whole = meter.of(first, [], now());
    const words = rows.map((_row, at) =>
      at === 0
        ? whole.unseenWords
        : columns.reduce(
            (sum, { cells }) => sum + unseenWords(cells[at]?.value ?? '', cells[0]?.value ?? ''),
            0,
          ),
    );
    const all = words.reduce((sum, one) => sum + one, 0) || 1;
    return words.map((one) => ({
      ...whole,
      unseenWords: one,
      activeMs: Math.round((whole.activeMs * one) / all),
    }));
  }

  /** One key for all of the table: the gate checks each row again, and refuses what isn't one of them. */
  async function decide(action: 'approve' | 'reject', reason?: Reason): Promise<void> {
    const { model, items, decisions } = input.session();
    const asked = group.value;
    if (!asked || asked.rows[0]?.proposalId !== model.currentId.value)
      return decisions.refuse(t('review_no_clones'));
    const read = attentions(asked);
    const batchId = newId();
    const rows = asked.rows.map(({ proposalId, item }, at) => ({
      decisionId: newId(),
      ...{ proposalId, revision: item.revision, contentDigest: item.contentDigest },
      attention: read[at] ?? { activeMs: 0, unseenWords: 0, flagsSeen: false, evidenceOpened: 0 },
    }));
    const { clones, space } = asked;
    const asking = () =>
      ask('decide.clones', { batchId, space, clones, action, ...(reason ? { reason } : {}), rows });
    batch(() => {
      for (const { proposalId, decisionId } of rows)
        decisions.mark(proposalId, { step: 'saving', action, decisionId });
      group.value = null;
      model.menu.value = null;
      model.toast.value = null;
    });
    // Asked once more when the worker died over it; the ids make the second asking harmless.
    const saving = asking().catch(asking);
    items.hold(saving);
    items.advance();
    try {
      const { saved, refused, undoUntil } = await saving;
      input.session().pace();
      last = { batchId, decisionIds: saved.map(({ decisionId }) => decisionId) };
      batch(() => {
        for (const { proposalId, decisionId } of saved) {
          const { attention } = rows.find((one) => one.decisionId === decisionId) ?? {};
          if (attention) decisions.judge(decisionId, { attention, action, reason });
          decisions.mark(proposalId, { step: 'saved', action, decisionId, undoUntil });
        }
        for (const { proposalId, detail } of refused)
          decisions.mark(proposalId, { step: 'not-saved', action, detail });
        const { length: left } = refused;
        const done = tn('queue_clones_saved', saved.length, { action: doneWords(action) });
        const text = left > 0 ? `${done} ${tn('queue_clones_not', left)}` : done;
        model.toast.value = {
          ...{ text, tone: refused.length > 0 ? ('bad' as const) : ('plain' as const) },
          ...(saved.length > 0
            ? { undo: batchId, until: undoUntil, will: willOf(action, asked.rows[0]?.item) }
            : {}),
        };
        model.said.value = text;
      });
    } catch (error) {
      for (const { proposalId } of rows)
        decisions.mark(proposalId, {
          ...{ step: 'not-saved', action },
          detail: error instanceof Error ? error.message : String(error),
        });
      decisions.refuse(t('queue_none_clones_saved_look_them'));
    }
  }

  /** All of the last press, as far as it has not left; null when another decision came after it. */
  function undo(): Promise<void> | null {
    const { model, decisions, items } = input.session();
    const target = last;
    if (!target || model.toast.value?.undo !== target.batchId) return null;
    return (async () => {
      const ends = await Promise.all(
        target.decisionIds.map((decisionId) =>
          ask('undo', { decisionId }).then(
            ({ undone }) => undone,
            () => false,
          ),
        ),
      );
      last = null;
      const undone = ends.filter((one) => one).length;
      for (const [id, step] of model.progress.value)
        if ('decisionId' in step && target.decisionIds.includes(step.decisionId)) {
          decisions.judge(step.decisionId, null);
          decisions.mark(id, null);
          await items.load(id);
        }
      const late = ends.length - undone;
      const done = t('queue_undone', { undone, n: ends.length });
      const text = `${done} ${late > 0 ? t('queue_have_left', { n: late }) : t('queue_nothing_has_left')}`;
      if (late > 0) decisions.refuse(text);
      else decisions.inform(text);
    })();
  }

  return {
    group,
    look,
    decide,
    shown: () => {
      const { value: now } = group;
      const current = input.session().model.currentId.value;
      return now && now.rows[0]?.proposalId === current ? now.rows.length : 0;
    },
    undo,
    /** This row is looked at by itself, and is not in the table any more. */
    pull(proposalId: string): void {
      pulled.value = new Set(pulled.value).add(proposalId);
      input.session().items.select(proposalId);
    },
  };
}
export type Clones = ReturnType<typeof createClones>;
