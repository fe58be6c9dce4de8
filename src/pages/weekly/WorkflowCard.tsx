import { useId, useState } from 'preact/hooks';
import { KIND_WORDS } from '../../core/routing/words.ts';
import type { WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { percent } from '../../ui/estimate-words.ts';
import { Visible } from '../../ui/Visible.tsx';
import type { Do } from './act.ts';
import { WithReason } from './WithReason.tsx';
import { PATTERNS, stepWords } from './words.ts';

/** One workflow: tighter by a line or by a kind, or one step on where its lane has earned it. */
export function WorkflowCard({ workflow, act }: { workflow: WeeklyWorkflow; act: Do }) {
  const { id, name, pattern, state, policyVersion, promotion, retiredTemplates } = workflow;
  const common = { workflowId: id, policyVersion };
  const heading = useId();
  return (
    <article class="card" aria-labelledby={heading}>
      <h3 id={heading}>
        <Visible text={name} />
      </h3>
      <p>
        {PATTERNS[pattern]}
        {state === 'paused' ? ' · paused' : ''} · policy version {policyVersion}
        {retiredTemplates.length > 0 ? ` · ${retiredTemplates.length} templates retired` : ''}
      </p>
      <p>
        <span class={`status-word ${promotion.may ? 'good' : ''}`}>
          {promotion.may ? 'It has earned the next step.' : 'No promotion now.'}
        </span>{' '}
        <Visible text={promotion.why} />
        {promotion.wait === null ? null : ` · about ${promotion.wait} more labels at this rate`}
      </p>
      <div class="row">
        <WithReason
          word="Promote"
          of={name}
          look="primary"
          disabled={promotion.may ? undefined : promotion.why}
          means={`${stepWords(promotion)}. Its lane is judged anew before anything runs, goes on being watched, and closes by itself.`}
          submit={(reason) => act({ act: 'promote', ...common, reason })}
        />
        <Line workflow={workflow} act={act} />
        <ToPerson workflow={workflow} act={act} />
      </div>
    </article>
  );
}

function Line({ workflow, act }: { workflow: WeeklyWorkflow; act: Do }) {
  const { id, name, policyVersion, confidenceLine } = workflow;
  const next = Math.min(1, Math.round((confidenceLine + 0.05) * 100) / 100);
  const [line, setLine] = useState(next);
  const field = useId();
  if (confidenceLine >= 1) return null;
  return (
    <WithReason
      word="Raise the line"
      of={`of ${name}`}
      means={`Below it a person decides. It is at ${percent(confidenceLine)} now.`}
      submit={(reason) =>
        act({
          ...{ act: 'tighten', workflowId: id, policyVersion, reason },
          confidenceLine: line,
        })
      }
    >
      <label for={field}>Confidence from which it may run (above {confidenceLine})</label>
      <input
        id={field}
        type="number"
        min={confidenceLine}
        max={1}
        step={0.01}
        value={line}
        onInput={(event) => setLine(Number(event.currentTarget.value))}
      />
    </WithReason>
  );
}

function ToPerson({ workflow, act }: { workflow: WeeklyWorkflow; act: Do }) {
  const { id, name, policyVersion, kinds, alwaysPerson } = workflow;
  const left = kinds.filter((kind) => !alwaysPerson.includes(kind));
  const [kind, setKind] = useState(left[0]);
  const field = useId();
  const [first] = left;
  if (first === undefined) return null;
  const chosen = kind !== undefined && left.includes(kind) ? kind : first;
  return (
    <WithReason
      word="Send a kind to a person"
      of={`in ${name}`}
      means="Whatever its confidence, and whatever its lane has earned."
      submit={(reason) =>
        act({ act: 'tighten', workflowId: id, policyVersion, reason, kind: chosen })
      }
    >
      <label for={field}>Kind</label>
      <select
        id={field}
        value={chosen}
        onChange={(event) => setKind(left.find((each) => each === event.currentTarget.value))}
      >
        {left.map((each) => (
          <option key={each} value={each}>
            {KIND_WORDS[each]}
          </option>
        ))}
      </select>
    </WithReason>
  );
}
