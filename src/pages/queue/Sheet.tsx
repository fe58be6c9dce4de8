import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { shownNumber } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import type { Queue } from './queue.ts';
import { type Checked, checkedWords, type Done, doneWords } from './sheet.ts';

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
    <section class="sheet" aria-label={t('queue_sheet_label')}>
      <p class="muted">{t('queue_sheet_about')}</p>
      {spaces.length > 1 ? (
        <select
          aria-label={t('queue_sheet_workspace')}
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
          {t('queue_sheet_export')}
        </Button>
        <label class="sheet-file">
          <span>{t('queue_sheet_import')}</span>
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
          <p>{checkedWords(at.checked)}</p>
          <Rows rows={rowsOf(at.checked)} />
          <div class="row">
            {at.checked.ready.length > 0 ? (
              <Button look="primary" name="sheet-decide" onPress={() => void sheet.decide()}>
                {t('queue_sheet_decide', { n: at.checked.ready.length })}
              </Button>
            ) : null}
            <Button look="quiet" name="sheet-cancel" onPress={() => sheet.forget()}>
              {t('queue_sheet_leave')}
            </Button>
          </div>
        </>
      ) : null}
      {at.step === 'done' ? (
        <>
          <p>{doneWords(at.rows, at.open)}</p>
          <Rows rows={at.rows.map((row) => ({ ...row, what: t(CAME_WORDS[row.came]) }))} />
          <Button name="sheet-done" onPress={() => sheet.forget()}>
            {t('queue_sheet_done')}
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
    <section class="wide sheet-rows" tabIndex={0} aria-label={t('queue_sheet_rows')}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">
              {t('queue_sheet_line')}
            </th>
            <th scope="col">{t('queue_sheet_answer')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, what, message }) => (
            <tr key={line}>
              <th scope="row" class="number">
                {shownNumber(line)}
              </th>
              <td>
                {message
                  ? tx('queue_sheet_row_why', { what, why: <Visible text={message} /> })
                  : what}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const CAME_WORDS: Record<Done[number]['came'], PlainKey> = {
  approved: 'review_approved',
  rejected: 'review_rejected',
  refused: 'queue_sheet_not_recorded',
  unknown: 'queue_sheet_not_known',
};

const rowsOf = ({ ready, refused }: Checked): Row[] =>
  [
    ...ready.map(({ line, action }) => ({
      line,
      what: t(action === 'approve' ? 'queue_sheet_would_approve' : 'queue_sheet_would_reject'),
    })),
    ...refused.map(({ line, message }) => ({ line, what: t('queue_sheet_not_possible'), message })),
  ].toSorted((a, b) => a.line - b.line);
