import type { ComponentChildren } from 'preact';
import type { ReviewNote, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { KIND_WORDS } from '../review/words.ts';
import { nameOf } from './Changes.tsx';
import { moment } from './words.ts';

/** What was done, by whom and why; the audit log has the same. */
export function Notes(props: {
  notes: readonly ReviewNote[];
  workflows: readonly WeeklyWorkflow[];
}) {
  const { notes, workflows } = props;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t('weekly_what_was_done')}</h2>
      {notes.length === 0 ? <p class="muted">{t('weekly_nothing_yet')}</p> : null}
      <ol class="bare-list notes">
        {notes.map((note) => (
          <li key={note.id}>
            <p>{doneWords(note, nameOf(workflows, note.workflowId))}</p>
            <p class="muted">{t('weekly_in_audit_log', { at: moment(note.at) })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function doneWords({ act, by, reason, detail }: ReviewNote, workflow: string): ComponentChildren {
  const { template = '', stopped = 0, kind, from = '', to = '' } = detail;
  const said = {
    by: <Visible text={by} />,
    workflow: <Visible text={workflow} />,
    reason: <Visible text={reason} />,
  };
  if (act === 'retire')
    return tx('weekly_note_retired', {
      ...{ ...said, stopped, template: <Visible text={String(template)} /> },
    });
  if (act === 'promote') return tx('weekly_note_promoted', { ...said, from, to });
  if (kind === undefined) return tx('weekly_note_raised', { ...said, from, to });
  return tx('weekly_note_to_people', { ...said, kind: kindWords(String(kind)) });
}

const NAMED: ReadonlyMap<string, (typeof KIND_WORDS)[keyof typeof KIND_WORDS]> = new Map(
  Object.entries(KIND_WORDS),
);
function kindWords(kind: string): string {
  const key = NAMED.get(kind);
  return key ? t(key) : kind;
}
