import type { CorrectionFormat } from '../../core/corrections/formats.ts';
import { linesOf, type Names } from '../../core/corrections/lines.ts';
import type { UseCaseDeps } from './deps.ts';
import type { CorrectionFilter } from './ports.ts';

/**
 * Corrections as lines to train on, as they are read. That they were taken out is in the audit log
 * before the first of them is.
 * @param asked.by who, as the log names them: `reviewer:…`, `cli`
 */
export async function* correctionLines(
  { store }: Pick<UseCaseDeps, 'store'>,
  asked: { by: string; format: CorrectionFormat; names: Names; filter: CorrectionFilter },
): AsyncGenerator<string> {
  const { by, format, names, filter } = asked;
  const { workspaceId, ...narrowed } = filter;
  await store.corrections.exported({ workspaceId, by, format, names, filter: narrowed });
  for await (const page of store.corrections.pages(filter)) {
    const lines = page.flatMap((correction) => linesOf(correction, { format, names }));
    if (lines.length > 0) yield `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
  }
}
