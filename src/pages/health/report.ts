export type HealthPage = {
  host: string;
  at: string;
  capabilities: { name: string; hits: number; misses: number; variant: string | null }[];
};

/** How one capability does on a page. */
export function verdict(row: {
  hits: number;
  misses: number;
}): 'works' | 'sometimes' | 'broken' | 'unused' {
  if (row.hits === 0 && row.misses === 0) return 'unused';
  if (row.misses === 0) return 'works';
  return row.hits === 0 ? 'broken' : 'sometimes';
}

/** A plain-text report to send along: names and counts, never anything from a mail. */
export function reportText(pages: readonly HealthPage[], version: string): string {
  const lines = [`Countersign page health, extension ${version}`];
  for (const page of pages) {
    lines.push('', `${page.host}, ${page.at}`);
    for (const row of page.capabilities) {
      const variant = row.variant === null ? 'none' : row.variant;
      lines.push(
        `${verdict(row).padEnd(9)} ${row.name}  hits ${row.hits}  misses ${row.misses}  by ${variant}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
