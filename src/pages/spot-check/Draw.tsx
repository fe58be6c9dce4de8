import { useId, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { t, tn } from '../../words/t.ts';

export type Wanted = { n: number; days: number; workflowId?: string; byRisk: boolean };

const SIZES = [10, 30, 100] as const;
/** days */
const PERIODS = [1, 7, 30, 90] as const;

/** How many are drawn, from what, and whether risk weighs. */
export function Draw(props: {
  workflows: readonly { id: string; name: string }[];
  busy: boolean;
  draw: (wanted: Wanted) => void;
}) {
  const { workflows, busy, draw } = props;
  const [n, setN] = useState<number>(SIZES[0]);
  const [days, setDays] = useState(7);
  const [workflowId, setWorkflow] = useState('');
  const [byRisk, setByRisk] = useState(false);
  const id = useId();
  const submit = () => {
    if (!busy) draw({ n, days, byRisk, ...(workflowId === '' ? {} : { workflowId }) });
  };
  return (
    <form
      class="card"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        if (event.isTrusted) submit();
      }}
    >
      <h2 id={`${id}-title`}>{t('spot_fair_handful')}</h2>
      <p>{t('spot_fair_handful_means')}</p>
      <fieldset class="row spot-sizes">
        <legend>{t('spot_how_many')}</legend>
        {SIZES.map((size) => (
          <label key={size}>
            <input type="radio" name={`${id}-n`} checked={n === size} onChange={() => setN(size)} />
            {size}
          </label>
        ))}
      </fieldset>
      <div class="spot-fields">
        <p>
          <label for={`${id}-days`}>{t('spot_what_left_in')}</label>
          <select
            id={`${id}-days`}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            {PERIODS.map((count) => (
              <option key={count} value={String(count)}>
                {count === 1 ? t('spot_day') : tn('spot_days', count)}
              </option>
            ))}
          </select>
        </p>
        <p>
          <label for={`${id}-workflow`}>{t('ui_workflow')}</label>
          <select
            id={`${id}-workflow`}
            value={workflowId}
            onChange={(event) => setWorkflow(event.currentTarget.value)}
          >
            <option value="">{t('spot_all_workflows')}</option>
            {workflows.map((workflow) => (
              <option key={workflow.id} value={workflow.id}>
                {workflow.name}
              </option>
            ))}
          </select>
        </p>
      </div>
      <label class="spot-risk">
        <input
          type="checkbox"
          checked={byRisk}
          onChange={(event) => setByRisk(event.currentTarget.checked)}
        />{' '}
        {t('spot_more_risky')}
      </label>
      <div class="row">
        <Button look="primary" name="draw" disabled={busy} onPress={submit}>
          {busy ? t('spot_drawing') : t('spot_draw', { n })}
        </Button>
      </div>
    </form>
  );
}
