import type { WeeklyRow, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { t } from '../../words/t.ts';
import type { Do } from './act.ts';
import { WithReason } from './WithReason.tsx';

/** Retires a template: nothing is taken from it any more, and what waits of it is withdrawn. */
export function Retire(props: { row: WeeklyRow; workflows: readonly WeeklyWorkflow[]; act: Do }) {
  const { row, workflows, act } = props;
  const workflow = workflows.find(({ id }) => id === row.workflowId);
  if (!workflow) return null;
  const { name } = row;
  return (
    <WithReason
      word={t('weekly_retire')}
      button={t('weekly_retire_ask')}
      name={t('weekly_retire_of', { name })}
      question={t('weekly_retire_why', { name })}
      look="bad"
      means={t('weekly_retire_means')}
      submit={(reason) =>
        act({
          ...{ act: 'retire', template: name, reason },
          ...{ workflowId: workflow.id, policyVersion: workflow.policyVersion },
        })
      }
    />
  );
}
