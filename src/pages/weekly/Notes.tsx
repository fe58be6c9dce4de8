import type { ReviewNote, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { Visible } from '../../ui/Visible.tsx';
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
      <h2 id="notes">What was done</h2>
      {notes.length === 0 ? (
        <p class="muted">Nothing yet. Each thing that is done here is kept with its reason.</p>
      ) : null}
      <ol class="bare-list notes">
        {notes.map((note) => (
          <li key={note.id}>
            <p>
              <Visible text={note.by} /> {doneWords(note)} in{' '}
              <Visible text={nameOf(workflows, note.workflowId)} />: “<Visible text={note.reason} />
              ”
            </p>
            <p class="muted">{moment(note.at)}, in the audit log</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function doneWords({ act, detail }: ReviewNote): string {
  const { template, stopped, kind, from, to } = detail;
  if (act === 'retire') return `retired template ${template} (${stopped} withdrawn)`;
  if (act === 'promote') return `promoted from ${from} to ${to}`;
  return kind === undefined ? `raised the line from ${from} to ${to}` : `sent ${kind} to people`;
}
