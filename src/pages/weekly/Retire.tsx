import type { WeeklyRow, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import type { Do } from './act.ts';
import { WithReason } from './WithReason.tsx';

/** Retires a template: nothing is taken from it any more, and what waits of it is withdrawn. */
export function Retire(props: { row: WeeklyRow; workflows: readonly WeeklyWorkflow[]; act: Do }) {
  const { row, workflows, act } = props;
  const workflow = workflows.find(({ id }) => id === row.workflowId);
  if (!workflow) return null;
  return (
    <WithReason
      word="Retire"
      of={`template ${row.name}`}
      look="bad"
      means="Nothing is taken from it any more, what waits of it is withdrawn, and its agents are told why."
      submit={(reason) =>
        act({
          ...{ act: 'retire', template: row.name, reason },
          ...{ workflowId: workflow.id, policyVersion: workflow.policyVersion },
        })
      }
    />
  );
}
