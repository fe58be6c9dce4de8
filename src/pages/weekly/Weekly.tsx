import { useCallback, useState } from 'preact/hooks';
import type { WeeklyAnswer } from '../../core/schema/weekly.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { OneSpace, PageFrame } from '../../ui/PageFrame.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { t, tn } from '../../words/t.ts';
import type { Do } from './act.ts';
import { Changes } from './Changes.tsx';
import { Groups } from './Groups.tsx';
import { Notes } from './Notes.tsx';
import { WorkflowCard } from './WorkflowCard.tsx';
import { day } from './words.ts';

const never = () => () => undefined;

/** What changed since last week, what to do about it, and what was done. */
export function Weekly({ ask }: { ask: Ask }) {
  return (
    <PageFrame current="weekly" title={t('ui_weekly')} ask={ask} look="broad">
      {(spaces) => <OneSpace of={spaces}>{(space) => <Review ask={ask} space={space} />}</OneSpace>}
    </PageFrame>
  );
}

function Review({ ask, space }: { ask: Ask; space: string }) {
  const get = useCallback(() => ask('weekly', { space }), [ask, space]);
  const [answer, again] = useAnswer(get, never);
  const [said, setSaid] = useState('');
  const act: Do = async (action) => {
    const done = await ask('weekly.act', { space, ...action });
    setSaid(sentence({ act: action.act, ...done }));
    again();
  };
  if (answer.state === 'loading') return <p class="muted">{t('weekly_counting')}</p>;
  if (answer.state === 'failed')
    return (
      <p class="field-problem" role="alert">
        {t('weekly_cannot_be_shown', { why: answer.why })}
      </p>
    );
  return <Shown week={answer.value} act={act} said={said} />;
}

function sentence({ act, stopped, underWay }: { act: string; stopped: number; underWay: number }) {
  if (act !== 'retire') return t('weekly_done');
  return underWay === 0
    ? tn('weekly_retired_done', stopped)
    : tn('weekly_retired_left', stopped, { left: underWay });
}

/** The review itself, once it is counted. */
export function Shown({ week, act, said }: { week: WeeklyAnswer; act: Do; said: string }) {
  const { week: now, sent, rows, workflows, notes } = week;
  return (
    <>
      <p class="muted">
        {t('weekly_what_is_counted', {
          ...{ from: day(now.from), to: day(now.to) },
          ...{ sent_from: day(sent.from), sent_to: day(sent.to) },
        })}
      </p>
      <p role="status" class="said">
        {said}
      </p>
      <Changes rows={rows} workflows={workflows} act={act} />
      <Groups rows={rows} workflows={workflows} act={act} />
      <section aria-labelledby="workflows">
        <h2 id="workflows">{t('weekly_tighten_or_promote')}</h2>
        {workflows.length === 0 ? <p class="muted">{t('weekly_no_workflow_yet')}</p> : null}
        {workflows.map((workflow) => (
          <WorkflowCard key={workflow.id} workflow={workflow} act={act} />
        ))}
      </section>
      <Notes notes={notes} workflows={workflows} />
    </>
  );
}
