import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { MetricsBy } from '../../core/schema/metrics.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Banner } from '../../ui/Banner.tsx';
import '../../ui/seldom-icons.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { shownIn, shownTime } from '../../ui/locale.ts';
import { PageNav } from '../../ui/PageNav.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useTheme } from '../../ui/use-theme.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t, tn } from '../../words/t.ts';
import { BrakeOverTime } from './BrakeOverTime.tsx';
import { FigureCard } from './FigureCard.tsx';
import { figuresOf } from './figures.ts';
import { Summary } from './Summary.tsx';
import { type Figures, type Told, useFigures } from './use-figures.ts';
import { BY, plainName } from './words.ts';

/** Changes that come together ask once; longer and a decision would seem not to count. */
const TOGETHER_MS = 1500;

const PERIODS: readonly (readonly [weeks: number, words?: PlainKey])[] = [
  [4],
  [13],
  [26, 'dashboard_half_year'],
  [52, 'dashboard_year'],
];

/** M1 to M10 with their intervals, told apart as the manager likes, as of now. */
export function Dashboard({ ask, hear }: { ask: Ask; hear: Hear }) {
  useTheme(ask);
  const [weeks, setWeeks] = useState(13);
  const [by, setBy] = useState<MetricsBy>('all');
  const [workflowId, setWorkflowId] = useState('');
  const [chosen, setChosen] = useState<string | undefined>();
  const status = useCallback(() => ask('status', {}), [ask]);
  const [spaces] = useAnswer(status, hear);
  const all = spaces.state === 'ready' ? spaces.value.spaces : [];
  // Of several workspaces those that this person manages: figures are for managers.
  const several = all.length > 1 ? all.filter(({ reviewer }) => reviewer.role !== 'rep') : [];
  const space = chosen ?? several[0]?.id;
  const seldom = useMemo(() => together(hear, TOGETHER_MS), [hear]);
  const answer = useFigures(ask, seldom, { weeks, by, workflowId, space });
  const workflows = useWorkflows(
    answer.state === 'ready' ? answer.value.whole : undefined,
    workflowId,
  );
  return (
    <main
      class="page dashboard"
      aria-busy={answer.state === 'loading' || (answer.state === 'ready' && answer.value.kept)}
    >
      <header>
        <h1>{t('ui_dashboard')}</h1>
        <PageNav current="dashboard" />
      </header>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        {several.length > 1 ? (
          <Choose
            label={t('ui_workspace_choice')}
            value={space ?? ''}
            options={several.map(({ id, name }) => [id, plainName(name)])}
            choose={(id) => setChosen(id)}
          />
        ) : null}
        <Choose
          label={t('dashboard_period')}
          value={String(weeks)}
          options={PERIODS.map(([count, words]) => [
            String(count),
            words ? t(words) : tn('dashboard_weeks', count),
          ])}
          choose={(value) => setWeeks(Number(value))}
        />
        <Choose
          label={t('dashboard_told_apart_by')}
          value={by}
          options={MetricsBy.options.map((one) => [one, t(BY[one])])}
          choose={(value) => setBy(MetricsBy.parse(value))}
        />
        <Choose
          label={t('ui_workflow')}
          value={workflowId}
          options={[['', t('dashboard_all_workflows')], ...workflows]}
          choose={setWorkflowId}
        />
      </form>
      {answer.state === 'loading' ? <p class="muted">{t('ui_asking_gate')}</p> : null}
      {answer.state === 'failed' ? (
        <EmptyState icon="offline" title={t('dashboard_not_known')}>
          <p>{answer.why}</p>
          <p>{t('dashboard_not_known_means')}</p>
        </EmptyState>
      ) : null}
      {answer.state === 'ready' ? (
        <Shown {...answer.value} ask={ask} hear={seldom} space={space} />
      ) : null}
    </main>
  );
}

function Shown(props: Figures & { ask: Ask; hear: Hear; space: string | undefined }) {
  const { whole, split, kept, ask, hear, space } = props;
  const language = shownIn(); // in another one all is worded and drawn anew
  const figures = useMemo(
    () =>
      whole.figures && split.figures
        ? figuresOf(whole.figures.answer, split.figures.answer, whole.figures.brakes)
        : [],
    [whole, split, language],
  );
  if (!whole.manager)
    return (
      <EmptyState icon="covered" title={t('dashboard_for_managers')}>
        <p>{t('dashboard_for_managers_means')}</p>
      </EmptyState>
    );
  if (!whole.figures || !split.figures) return null;
  const { answer } = whole.figures;
  const nothing =
    answer.series.every(({ total }) => total.n === 0) &&
    answer.backlog.every(({ items }) => items === 0);
  const old = whole.old ?? split.old;
  return (
    <>
      {old === undefined ? (
        <p class="muted" role="status">
          {t(kept ? 'dashboard_kept' : 'dashboard_live', { time: shownTime(answer.at) })}
        </p>
      ) : (
        <Banner
          tone="warn"
          icon="offline"
          title={t('dashboard_offline', { time: shownTime(answer.at) })}
        >
          <p>{old}</p>
        </Banner>
      )}
      {nothing ? (
        <EmptyState icon="inbox" title={t('dashboard_nothing_yet')}>
          <p>{t('dashboard_nothing_yet_means')}</p>
        </EmptyState>
      ) : (
        <>
          <Summary answer={answer} />
          <p class="muted">
            {split.figures.answer.others > 0
              ? t('dashboard_interval_others', {
                  shown: split.figures.answer.groups.length,
                  others: split.figures.answer.others,
                })
              : t('dashboard_interval')}
          </p>
          <div class="figures">
            {figures.map((figure) => (
              <FigureCard key={figure.id} figure={figure} />
            ))}
            {old === undefined ? (
              <BrakeOverTime brakes={whole.figures.brakes} {...{ ask, hear, space }} />
            ) : null}
          </div>
        </>
      )}
    </>
  );
}

function Choose(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  choose: (value: string) => void;
}) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.choose(event.currentTarget.value)}>
        {props.options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The workflows there are, from the last answer about all of them. */
function useWorkflows(told: Told | undefined, workflowId: string): [string, string][] {
  const [known, setKnown] = useState<[string, string][]>([]);
  useEffect(() => {
    if (workflowId !== '' || !told?.figures) return;
    const { backlog } = told.figures.answer;
    setKnown(
      backlog
        .map(({ workflowId: id, name }): [string, string] => [id, plainName(name)])
        .sort(([, a], [, b]) => a.localeCompare(b)),
    );
  }, [told, workflowId]);
  return known;
}

/** Hears at most once in so many milliseconds; what comes meanwhile is heard at the end. */
function together(hear: Hear, ms: number): Hear {
  return (heard) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = hear(() => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        heard();
      }, ms);
    });
    return () => {
      clearTimeout(waiting);
      stop();
    };
  };
}
