import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SpotCheck, SpotCheckDetail } from '../../core/schema/spot-check.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { OneSpace, PageFrame } from '../../ui/PageFrame.tsx';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { AskWorker } from '../review/items.ts';
import { Draw, type Wanted } from './Draw.tsx';
import { LookingCard } from './Looking.tsx';
import { createLooking, type Looking } from './looking.ts';
import { Result } from './Result.tsx';
import { atMost, dayOf } from './words.ts';

type Hear = (heard: (ids: readonly string[], all: boolean) => void) => () => void;

/** Spot-checks of the workspaces that this person manages. */
export function App(props: { ask: Ask; review: AskWorker; hear: Hear }) {
  const { ask, hear } = props;
  const heard = useCallback((again: () => void) => hear(again), [hear]);
  const asked = new URLSearchParams(location.search).get('space') ?? undefined;
  const [looking, setLooking] = useState<Looking | null>(null);
  return (
    <>
      {looking ? <LookingCard looking={looking} leave={() => setLooking(null)} /> : null}
      <div hidden={looking !== null}>
        <PageFrame current="spot-check" title={t('ui_spot_check')} ask={ask} hear={heard}>
          {(spaces) => (
            <OneSpace of={spaces} first={asked}>
              {(space) => <Checks {...props} space={space} look={setLooking} looking={looking} />}
            </OneSpace>
          )}
        </PageFrame>
      </div>
    </>
  );
}

/** Of one workspace: drawing, the checks there are, and the one that is open. */
function Checks(props: {
  ask: Ask;
  review: AskWorker;
  hear: Hear;
  space: string;
  looking: Looking | null;
  look: (looking: Looking | null) => void;
}) {
  const { ask, review, hear, space, looking, look } = props;
  const heard = useCallback((again: () => void) => hear(again), [hear]);
  const list = useCallback(() => ask('spot-check.list', { space }), [ask, space]);
  const [answer, again] = useAnswer(list, heard);
  const [check, setCheck] = useState<SpotCheckDetail | null>(null);
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const said = (error: unknown): void =>
    setProblem(error instanceof Error ? error.message : String(error));
  const open = useCallback(
    (id: string) => ask('spot-check.get', { space, id }).then(setCheck, said),
    [ask, space],
  );
  const id = check?.id;
  useEffect(() => hear(() => void (id === undefined ? undefined : open(id))), [hear, id, open]);
  useEffect(() => {
    if (!looking) return;
    const unhear = hear((ids, all) => looking.changed(ids, all));
    looking.start().catch(said);
    return () => {
      unhear();
      looking.stop();
    };
  }, [looking, hear]);

  function begin(from: SpotCheckDetail): void {
    const order = from.items
      .filter(({ state, lookId }) => state === 'open' && !decided.has(lookId))
      .map(({ lookId }) => lookId);
    if (order.length === 0) return;
    const leave = (): void => {
      setDecided((before) => new Set([...before, ...made.decided.peek()]));
      look(null);
      void open(from.id);
      again();
    };
    const made = createLooking({ order, ask: review, leave, done: leave });
    look(made);
  }

  async function draw(wanted: Wanted): Promise<void> {
    setBusy(true);
    try {
      const drawn = await ask('spot-check.draw', { space, ...wanted });
      setProblem('');
      setCheck(drawn);
      if (drawn.drawn > 0) begin(drawn);
      again();
    } catch (error) {
      said(error);
    } finally {
      setBusy(false);
    }
  }

  const names = answer.state === 'ready' ? answer.value.workflows : [];
  const name = (workflowId: string): string =>
    names.find((one) => one.id === workflowId)?.name ?? workflowId;
  const underWay = (check?.items ?? []).filter(
    (item) => item.state === 'open' && decided.has(item.lookId),
  ).length;
  return (
    <>
      <Draw workflows={names} busy={busy} draw={(wanted) => void draw(wanted)} />
      {problem ? (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {check ? (
        <Result
          {...{ check, name, underWay, space }}
          {...(check.mine ? { goOn: () => begin(check) } : {})}
        />
      ) : null}
      <section class="card" aria-labelledby="spot-before">
        <h2 id="spot-before">{t('spot_before')}</h2>
        {answer.state === 'loading' ? <p class="muted">{t('ui_loading')}</p> : null}
        {answer.state === 'failed' ? (
          <p class="muted" role="status">
            {t('spot_before_not_known', { why: answer.why })}
          </p>
        ) : null}
        {answer.state === 'ready' && answer.value.spotChecks.length === 0 ? (
          <p class="muted">{t('spot_none_yet')}</p>
        ) : null}
        {answer.state === 'ready' ? (
          <ul class="oversight">
            {answer.value.spotChecks.map((one) => (
              <Line key={one.id} check={one} name={name} open={() => void open(one.id)} />
            ))}
          </ul>
        ) : null}
      </section>
    </>
  );
}

function Line(props: { check: SpotCheck; name: (id: string) => string; open: () => void }) {
  const { check, name, open } = props;
  const { found } = check;
  return (
    <li>
      <div class="row spread">
        <p>{lineOf(check, name)}</p>
        <Button name={`open-${check.id}`} onPress={open}>
          {t('spot_open')}
        </Button>
      </div>
      <p class="muted">
        {check.mine
          ? t('spot_drawn_by_you')
          : tx('spot_drawn_by', { by: <Visible text={check.by} /> })}{' '}
        {found.n === 0
          ? t('spot_not_looked_at')
          : t('spot_at_most', {
              ...{ defects: found.defects, n: found.n, upper: atMost(found.upper) },
            })}
        {check.open > 0 && found.n > 0 ? ` ${t('spot_left', { n: check.open })}` : ''}
      </p>
    </li>
  );
}

/** When, how many of how many, and of what. */
function lineOf(check: SpotCheck, name: (id: string) => string) {
  const { at, drawn, population, byRisk, workflowId } = check;
  const of = { day: dayOf(at), drawn, population };
  if (workflowId === undefined) return t(byRisk ? 'spot_line_risk' : 'spot_line', of);
  return tx(byRisk ? 'spot_line_risk_workflow' : 'spot_line_workflow', {
    ...of,
    workflow: <Visible text={name(workflowId)} />,
  });
}
