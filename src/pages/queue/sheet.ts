import { batch, signal } from '@preact/signals';
import type { Payload, Reply } from '../../messages/channel.ts';
import { MOST_SHEET, type sheetToWorker } from '../../messages/sheet.ts';
import { t, tn } from '../../words/t.ts';

type Sheets = typeof sheetToWorker;
type Ask = <N extends keyof Sheets>(
  name: N,
  payload: Payload<Sheets, N>,
) => Promise<Reply<Sheets, N>>;

export type Checked = Reply<Sheets, 'sheet.check'>;
export type Done = Reply<Sheets, 'sheet.decide'>['rows'];
/** Where the person is with a sheet. */
export type SheetStep =
  | { step: 'idle'; said?: string }
  | { step: 'busy'; what: string }
  | { step: 'checked'; name: string; csv: string; space: string; checked: Checked }
  | { step: 'done'; rows: Done; open: number };

/** What a sheet would decide, as a sentence. */
export const checkedWords = ({ ready, refused, open }: Checked): string =>
  tn('queue_sheet_counts', ready.length, { refused: refused.length, open });

/** What came of one. */
export function doneWords(done: Done, open: number): string {
  const taken = done.filter(({ came }) => came === 'approved' || came === 'rejected').length;
  return tn('queue_sheet_came', taken, { others: done.length - taken, open });
}

/** Reviewing in a spreadsheet: export, check what a filled sheet would decide, decide it. */
export function createSheet(input: {
  ask: Ask;
  save: (name: string, text: string, type: string) => void;
  say: (text: string) => void;
  /** milliseconds since the epoch */
  wall: () => number;
}) {
  const { ask, save, say, wall } = input;
  const open = signal(false);
  const at = signal<SheetStep>({ step: 'idle' });

  const tell = (next: SheetStep, said: string): void =>
    batch(() => {
      at.value = next;
      say(said);
    });
  const failed = (error: unknown): void => {
    const said = error instanceof Error ? error.message : String(error);
    tell({ step: 'idle', said }, said);
  };

  return {
    open,
    at,
    async exported(space: string): Promise<void> {
      at.value = { step: 'busy', what: t('ui_asking_gate') };
      try {
        const { csv } = await ask('sheet.export', { space });
        const day = new Date(wall()).toISOString().slice(0, 10);
        // The mark is what makes spreadsheets read it as UTF-8.
        save(`countersign-queue-${day}.csv`, `\ufeff${csv.replace(/^\ufeff/, '')}`, 'text/csv');
        const said = t('queue_sheet_handed');
        tell({ step: 'idle', said }, said);
      } catch (error) {
        failed(error);
      }
    },
    async check(file: { name: string; size: number; text(): Promise<string> }, space: string) {
      if (file.size > MOST_SHEET) return failed(new Error(t('queue_sheet_too_large')));
      at.value = { step: 'busy', what: t('queue_sheet_checking') };
      try {
        const csv = await file.text();
        const checked = await ask('sheet.check', { space, csv });
        tell({ step: 'checked', name: file.name, csv, space, checked }, checkedWords(checked));
      } catch (error) {
        failed(error);
      }
    },
    /** Once: what is under way is not begun again. */
    async decide(): Promise<void> {
      const { value: now } = at;
      if (now.step !== 'checked') return;
      const { csv, space, checked } = now;
      at.value = { step: 'busy', what: t('queue_sheet_sending') };
      try {
        const { rows } = await ask('sheet.decide', { space, csv });
        const taken = rows.filter(({ came }) => came === 'approved' || came === 'rejected').length;
        tell(
          { step: 'done', rows, open: checked.open },
          `${taken} recorded, ${rows.length - taken} not.`,
        );
      } catch (error) {
        failed(error);
      }
    },
    forget(): void {
      at.value = { step: 'idle' };
    },
  };
}
export type SheetReview = ReturnType<typeof createSheet>;
