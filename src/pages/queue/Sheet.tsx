import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Queue } from './queue.ts';
import type { Checked, Done } from './sheet.ts';

/** For those who review in a spreadsheet: the queue as CSV, and decisions from it, each row answered. */
export function Sheet({ queue }: { queue: Queue }) {
  const { sheet, standing } = queue;
  const spaces = standing.value.filter(
    ({ connection }) => connection !== 'unpaired' && connection !== 'revoked',
  );
  const [chosen, setChosen] = useState('');
  const space = spaces.find(({ id }) => id === chosen)?.id ?? spaces[0]?.id;
  const { value: at } = sheet.at;
  if (space === undefined) return null;
  return (
    <section class="sheet" aria-label="Review in a spreadsheet">
      <p class="muted">
        Export what you can decide, fill the columns decision (approve or reject) and, to reject,
        reason, and import the file. Each decision is signed by this device and leaves at once: what
        a sheet decides has no undo.
      </p>
      {spaces.length > 1 ? (
        <select
          aria-label="Workspace of the sheet"
          value={space}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {spaces.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
      <div class="row">
        <Button
          name="sheet-export"
          disabled={at.step === 'busy'}
          onPress={() => void sheet.exported(space)}
        >
          Export as CSV
        </Button>
        <label class="sheet-file">
          <span>Import a filled sheet</span>
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            disabled={at.step === 'busy'}
            onChange={(event) => {
              const input = event.currentTarget;
              const [file] = input.files ?? [];
              if (file) void sheet.check(file, space);
              // The same file again, corrected, is a change as well.
              input.value = '';
            }}
          />
        </label>
      </div>
      {at.step === 'busy' ? <p aria-busy="true">{at.what}</p> : null}
      {at.step === 'idle' && at.said ? (
        <p>
          <Visible text={at.said} />
        </p>
      ) : null}
      {at.step === 'checked' ? (
        <>
          <h2>
            <Visible text={at.name} />
          </h2>
          <p>{countsOf(at.checked)}</p>
          <Rows rows={rowsOf(at.checked)} />
          <div class="row">
            {at.checked.ready.length > 0 ? (
              <Button look="primary" name="sheet-decide" onPress={() => void sheet.decide()}>
                {`Decide these ${at.checked.ready.length}`}
              </Button>
            ) : null}
            <Button look="quiet" name="sheet-cancel" onPress={() => sheet.forget()}>
              Leave it
            </Button>
          </div>
        </>
      ) : null}
      {at.step === 'done' ? (
        <>
          <p>{doneWords(at.rows, at.open)}</p>
          <Rows rows={at.rows.map((row) => ({ ...row, what: CAME_WORDS[row.came] }))} />
          <Button name="sheet-done" onPress={() => sheet.forget()}>
            Done
          </Button>
        </>
      ) : null}
    </section>
  );
}

type Row = { line: number; what: string; message?: string | undefined };

function Rows({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="wide sheet-rows" tabIndex={0} aria-label="Rows of the sheet">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">
              Line
            </th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, what, message }) => (
            <tr key={line}>
              <th scope="row" class="number">
                {line}
              </th>
              <td>
                {what}
                {message ? (
                  <>
                    {'. '}
                    <Visible text={message} />
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const CAME_WORDS: Record<Done[number]['came'], string> = {
  approved: 'Approved',
  rejected: 'Rejected',
  refused: 'Not recorded',
  unknown: 'Not known',
};

const rowsOf = ({ ready, refused }: Checked): Row[] =>
  [
    ...ready.map(({ line, action }) => ({
      line,
      what: action === 'approve' ? 'Would be approved' : 'Would be rejected',
    })),
    ...refused.map(({ line, message }) => ({ line, what: 'Not possible', message })),
  ].toSorted((a, b) => a.line - b.line);

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

const countsOf = ({ ready, refused, open }: Checked): string =>
  `${rows(ready.length)} can be decided, ${refused.length} can not, ${open} left open. Nothing is decided yet.`;

function doneWords(done: Done, open: number): string {
  const taken = done.filter(({ came }) => came === 'approved' || came === 'rejected').length;
  return `${rows(taken)} recorded, ${done.length - taken} not, ${open} left open.`;
}
