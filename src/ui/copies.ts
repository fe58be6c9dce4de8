/** A table as people see it: texts and numbers below a head. */
export type Table = { head: readonly string[]; rows: readonly (readonly (string | number)[])[] };

/** For spreadsheets: RFC 4180, and no cell that one would take for a formula. */
export function csvFile({ head, rows }: Table): Blob {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [head, ...rows].map((row) => row.map(cell).join(','));
  return new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' });
}

/** A file that is text: an SVG, or a table. */
export const copyText = async (file: Blob): Promise<void> =>
  navigator.clipboard.writeText(await file.text());

export const copyPicture = (file: Promise<Blob>): Promise<void> =>
  navigator.clipboard.write([new ClipboardItem({ 'image/png': file })]);
