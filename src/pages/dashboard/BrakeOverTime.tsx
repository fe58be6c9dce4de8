import { useCallback, useMemo, useState } from 'preact/hooks';
import type { BrakeEvidence, BrakeRow } from '../../messages/metrics.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { shownIn, shownTime } from '../../ui/locale.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { t } from '../../words/t.ts';
import { Clocks } from './Clocks.tsx';
import { evidenceOverTime } from './evidence.ts';
import { type Figure, FigureCard } from './FigureCard.tsx';
import { headOf } from './heads.ts';
import { brakeChoice, brakeName, percent } from './words.ts';

/** One brake's rate, send after send, against the line that it watches. */
export function BrakeOverTime(props: {
  brakes: readonly BrakeRow[];
  ask: Ask;
  hear: Hear;
  space: string | undefined;
}) {
  const counted = useMemo(
    () =>
      props.brakes
        .filter(({ sends }) => sends > 0)
        .sort((a, b) => Number(b.tripped) - Number(a.tripped) || b.near - a.near),
    [props.brakes],
  );
  const [chosen, setChosen] = useState('');
  const brake = counted.find(({ id }) => id === chosen) ?? counted[0];
  if (!brake) return null;
  return (
    <>
      <label class="field">
        <span>{t('dashboard_brake_to_look_at')}</span>
        <select value={brake.id} onChange={(event) => setChosen(event.currentTarget.value)}>
          {counted.map((one) => (
            <option key={one.id} value={one.id}>
              {brakeChoice(one)}
            </option>
          ))}
        </select>
      </label>
      <One key={brake.id} brake={brake} ask={props.ask} hear={props.hear} space={props.space} />
    </>
  );
}

function One(props: { brake: BrakeRow; ask: Ask; hear: Hear; space: string | undefined }) {
  const { brake, ask, hear, space } = props;
  const { id } = brake;
  const get = useCallback(
    () => ask('metrics.brake', { id, ...(space === undefined ? {} : { space }) }),
    [ask, id, space],
  );
  const [answer] = useAnswer(get, hear);
  const language = shownIn();
  const evidence = answer.state === 'ready' ? answer.value : undefined;
  const figure = useMemo(
    () => (evidence === undefined ? undefined : figureOf(brake, evidence)),
    [brake, evidence, language],
  );
  if (answer.state === 'failed') return <p class="muted">{answer.why}</p>;
  if (!figure || !evidence) return <p class="muted">{t('ui_asking_gate')}</p>;
  return (
    <FigureCard figure={figure}>
      <Clocks evidence={evidence} />
    </FigureCard>
  );
}

function figureOf(brake: BrakeRow, { points, log, line, side }: BrakeEvidence): Figure {
  const name = brakeName(brake);
  const last = log[0];
  const at = { line: percent(line) };
  return {
    id: 'brake-over-time',
    title: t('dashboard_send_after_send', { name }),
    means: side === 'ceiling' ? t('dashboard_ceiling_means', at) : t('dashboard_floor_means', at),
    note: last ? t('dashboard_last_in_log', { time: shownTime(last.at), said: last.said }) : '',
    ...(points.length === 0 ? { empty: t('dashboard_no_send_counted') } : {}),
    table: {
      head: headOf('at', 'sends', 'events', 'rate', 'low', 'high'),
      rows: points.map(({ at, sends, events, low, high }) => [
        ...[at, sends, events, events / sends, low, high],
      ]),
    },
    draw: (width) =>
      evidenceOverTime(width, t('dashboard_over_time', { name }), { points, line, side }),
  };
}
