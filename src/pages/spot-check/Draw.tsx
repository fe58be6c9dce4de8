import { useId, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';

export type Wanted = { n: number; days: number; workflowId?: string; byRisk: boolean };

const SIZES = [10, 30, 100] as const;
const PERIODS = [
  [1, 'the last day'],
  [7, 'the last 7 days'],
  [30, 'the last 30 days'],
  [90, 'the last 90 days'],
] as const;

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
      <h2 id={`${id}-title`}>Look at a fair handful of what went out</h2>
      <p>
        Chance draws, not you and not the agents. You decide on each as if it had not left, without
        seeing who decided first; then you see how that compares.
      </p>
      <fieldset class="row spot-sizes">
        <legend>How many</legend>
        {SIZES.map((size) => (
          <label key={size}>
            <input type="radio" name={`${id}-n`} checked={n === size} onChange={() => setN(size)} />
            {size}
          </label>
        ))}
      </fieldset>
      <div class="spot-fields">
        <p>
          <label for={`${id}-days`}>What left in</label>
          <select
            id={`${id}-days`}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            {PERIODS.map(([value, label]) => (
              <option key={value} value={String(value)}>
                {label}
              </option>
            ))}
          </select>
        </p>
        <p>
          <label for={`${id}-workflow`}>Workflow</label>
          <select
            id={`${id}-workflow`}
            value={workflowId}
            onChange={(event) => setWorkflow(event.currentTarget.value)}
          >
            <option value="">all workflows</option>
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
        More of what is risky: high risk four times as readily as low, medium twice
      </label>
      <div class="row">
        <Button look="primary" name="draw" disabled={busy} onPress={submit}>
          {busy ? 'Drawing…' : `Draw ${n}`}
        </Button>
      </div>
    </form>
  );
}
