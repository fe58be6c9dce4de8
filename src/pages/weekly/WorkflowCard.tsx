import { useId, useState } from 'preact/hooks';
import type { WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { percent } from '../../ui/estimate-words.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { KIND_WORDS } from '../review/words.ts';
import type { Do } from './act.ts';
import { WithReason } from './WithReason.tsx';
import { PATTERNS, promotionMeans } from './words.ts';

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
        {[
          t(PATTERNS[pattern]),
          ...(state === 'paused' ? [t('weekly_paused')] : []),
          t('weekly_policy_version', { version: String(policyVersion) }),
          ...(retiredTemplates.length > 0
            ? [tn('weekly_templates_retired', retiredTemplates.length)]
            : []),
        ].join(' · ')}
      </p>
      <p>
        <span class={`status-word ${promotion.may ? 'good' : ''}`}>
          {t(promotion.may ? 'weekly_earned_next' : 'weekly_no_promotion')}
        </span>{' '}
        <Visible text={promotion.why} lang="en" />
        {promotion.wait === null ? null : ` · ${tn('weekly_more_labels', promotion.wait)}`}
      </p>
      <div class="row">
        <WithReason
          word={t('weekly_promote')}
          button={t('weekly_promote_ask')}
          name={t('weekly_promote_of', { name })}
          question={t('weekly_promote_why', { name })}
          look="primary"
          disabled={promotion.may ? undefined : promotion.why}
          means={promotionMeans(promotion)}
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
      word={t('weekly_raise')}
      button={t('weekly_raise_ask')}
      name={t('weekly_raise_of', { name })}
      question={t('weekly_raise_why', { name })}
      means={t('weekly_raise_means', { line: percent(confidenceLine) })}
      submit={(reason) =>
        act({
          ...{ act: 'tighten', workflowId: id, policyVersion, reason },
          confidenceLine: line,
        })
      }
    >
      <label for={field}>{t('weekly_raise_field', { line: confidenceLine })}</label>
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
      word={t('weekly_send_kind')}
      button={t('weekly_send_kind_ask')}
      name={t('weekly_send_kind_of', { name })}
      question={t('weekly_send_kind_why', { name })}
      means={t('weekly_send_kind_means')}
      submit={(reason) =>
        act({ act: 'tighten', workflowId: id, policyVersion, reason, kind: chosen })
      }
    >
      <label for={field}>{t('weekly_kind')}</label>
      <select
        id={field}
        value={chosen}
        onChange={(event) => setKind(left.find((each) => each === event.currentTarget.value))}
      >
        {left.map((each) => (
          <option key={each} value={each}>
            {t(KIND_WORDS[each])}
          </option>
        ))}
      </select>
    </WithReason>
  );
}
