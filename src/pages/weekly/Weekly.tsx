import { useCallback, useState } from 'preact/hooks';
import type { WeeklyAnswer } from '../../core/schema/weekly.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { OneSpace, PageFrame } from '../../ui/PageFrame.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
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
    <PageFrame current="weekly" title="Weekly review" ask={ask} look="broad">
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
  if (answer.state === 'loading') return <p class="muted">Counting the week…</p>;
  if (answer.state === 'failed')
    return (
      <p class="field-problem" role="alert">
        The week cannot be shown now: {answer.why}
      </p>
    );
  return <Shown week={answer.value} act={act} said={said} />;
}

function sentence({ act, stopped, underWay }: { act: string; stopped: number; underWay: number }) {
  if (act !== 'retire') return 'Done, and noted below.';
  const left = underWay === 0 ? '' : ` ${underWay} had begun to leave.`;
  return `Retired: ${stopped === 1 ? '1 that waited was' : `${stopped} that waited were`} withdrawn.${left} Noted below.`;
}

/** The review itself, once it is counted. */
export function Shown({ week, act, said }: { week: WeeklyAnswer; act: Do; said: string }) {
  const { week: now, sent, rows, workflows, notes } = week;
  return (
    <>
      <p class="muted">
        Decisions from {day(now.from)} to {day(now.to)}, beside the seven days before. Answers are
        counted for what was sent from {day(sent.from)} to {day(sent.to)}, so that each had seven
        days to come. Intervals are 95 %, and allow for mail to one company, or from one template,
        going together.
      </p>
      <p role="status" class="said">
        {said}
      </p>
      <Changes rows={rows} workflows={workflows} act={act} />
      <Groups rows={rows} workflows={workflows} act={act} />
      <section aria-labelledby="workflows">
        <h2 id="workflows">Tighten or promote</h2>
        {workflows.length === 0 ? <p class="muted">There is no workflow yet.</p> : null}
        {workflows.map((workflow) => (
          <WorkflowCard key={workflow.id} workflow={workflow} act={act} />
        ))}
      </section>
      <Notes notes={notes} workflows={workflows} />
    </>
  );
}
