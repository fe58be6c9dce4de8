import { accuracyOf } from '../../core/accuracy/accuracy.ts';
import type { AccuracyAnswer } from '../../protocol/accuracy.ts';
import type { UseCaseDeps } from './deps.ts';
import type { GradedRow } from './ports.ts';

const WEEKS = 12;
/** Proposals of one workflow that are read for it. */
const NEWEST = 20_000;
/** Workflows that are read side by side: a manager waits, and others want the database as well. */
const AT_ONCE = 2;

/** Accuracy over time (F3), by week, workflow, model version and kind. */
export async function accuracy(
  { store }: Pick<UseCaseDeps, 'store'>,
  asked: { workspaceId: string; workflowId?: string | undefined; weeks?: number | undefined },
): Promise<AccuracyAnswer> {
  const { workspaceId, workflowId, weeks = WEEKS } = asked;
  const ids = (await store.workflows.listWorkflows(workspaceId))
    .map(({ id }) => id)
    .filter((id) => workflowId === undefined || id === workflowId);
  const answer: AccuracyAnswer = {
    ...{ since: await store.accuracy.since(weeks), weeks: [], overall: [], cut: [] },
  };
  for (let nth = 0; nth < ids.length; nth += AT_ONCE) {
    const some = await Promise.all(
      ids.slice(nth, nth + AT_ONCE).map(async (id) => {
        const of = { workspaceId, workflowId: id, weeks, limit: NEWEST };
        return { id, ...(await store.accuracy.graded(of)) };
      }),
    );
    for (const { id, rows, cut } of some) {
      if (cut) answer.cut.push(id);
      for (const [first, cell] of cells(rows, ({ week }) => week))
        answer.weeks.push({ week: first.week, ...subjectOf(first), ...accuracyOf(cell) });
      for (const [first, cell] of cells(rows, () => ''))
        answer.overall.push({ ...subjectOf(first), ...accuracyOf(cell) });
    }
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
