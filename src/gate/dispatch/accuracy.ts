import { accuracyOf } from '../../core/accuracy/accuracy.ts';
import type { AccuracyAnswer } from '../../protocol/accuracy.ts';
import type { UseCaseDeps } from './deps.ts';
import type { GradedRow } from './ports.ts';

const WEEKS = 12;
/** Proposals of one workflow that are read for it. */
const NEWEST = 20_000;

/** Accuracy over time (F3), by week, workflow, model version and kind. */
export async function accuracy(
  { store }: Pick<UseCaseDeps, 'store'>,
  asked: { workspaceId: string; workflowId?: string | undefined; weeks?: number | undefined },
): Promise<AccuracyAnswer> {
  const { workspaceId, workflowId, weeks = WEEKS } = asked;
  const workflows = await store.workflows.listWorkflows(workspaceId);
  const answer: AccuracyAnswer = {
    ...{ since: await store.accuracy.since(weeks), weeks: [], overall: [], cut: [] },
  };
  for (const { id } of workflows) {
    if (workflowId !== undefined && id !== workflowId) continue;
    const of = { workspaceId, workflowId: id, weeks, limit: NEWEST };
    const { rows, cut } = await store.accuracy.graded(of);
    if (cut) answer.cut.push(id);
    for (const [first, cell] of cells(rows, ({ week }) => week))
      answer.weeks.push({ week: first.week, ...subjectOf(first), ...accuracyOf(cell) });
    for (const [first, cell] of cells(rows, () => ''))
      answer.overall.push({ ...subjectOf(first), ...accuracyOf(cell) });
  }
  answer.weeks.sort((a, b) => (a.week < b.week ? -1 : a.week > b.week ? 1 : 0));
  return answer;
}

const subjectOf = ({ workflowId, model, modelVersion, kind }: GradedRow) => ({
  ...{ workflowId, model, modelVersion, kind },
});

function cells(
  rows: readonly GradedRow[],
  by: (row: GradedRow) => string,
): [GradedRow, GradedRow[]][] {
  const groups = new Map<string, [GradedRow, GradedRow[]]>();
  for (const row of rows) {
    const key = [row.model, row.modelVersion, row.kind, by(row)].join('\u001f');
    const group = groups.get(key);
    if (group) group[1].push(row);
    else groups.set(key, [row, [row]]);
  }
  return [...groups.values()];
}
