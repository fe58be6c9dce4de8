import { useCallback, useMemo, useState } from 'preact/hooks';
import { signalName } from '../../core/brakes/sentence.ts';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { BrakeEvidence, BrakeRow } from '../../messages/metrics.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import { shownTime } from '../../ui/locale.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { evidenceOverTime } from './evidence.ts';
import { type Figure, FigureCard } from './FigureCard.tsx';
import { percent, plainName } from './words.ts';

type Ask = (
  name: 'metrics.brake',
  payload: Payload<PagesToWorker, 'metrics.brake'>,
) => Promise<Reply<PagesToWorker, 'metrics.brake'>>;

/** One brake's rate, send after send, against the line that it watches. */
export function BrakeOverTime(props: {
  brakes: readonly BrakeRow[];
  ask: Ask;
  hear: (heard: () => void) => () => void;
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
        <span>Brake to look at</span>
        <select value={brake.id} onChange={(event) => setChosen(event.currentTarget.value)}>
          {counted.map(({ id, signal, watches, name }) => (
            <option key={id} value={id}>
              {signalName(signal)}, {watches.replace('-', ' ')} {plainName(name)}
            </option>
          ))}
        </select>
      </label>
      <One key={brake.id} brake={brake} ask={props.ask} hear={props.hear} space={props.space} />
    </>
  );
}

function One(props: {
  brake: BrakeRow;
  ask: Ask;
  hear: (heard: () => void) => () => void;
  space: string | undefined;
}) {
  const { brake, ask, hear, space } = props;
  const { id } = brake;
  const get = useCallback(
    () => ask('metrics.brake', { id, ...(space === undefined ? {} : { space }) }),
    [ask, id, space],
  );
  const [answer] = useAnswer(get, hear);
  const evidence = answer.state === 'ready' ? answer.value : undefined;
  const figure = useMemo(
    () => (evidence === undefined ? undefined : figureOf(brake, evidence)),
    [brake, evidence],
  );
  if (answer.state === 'failed') return <p class="muted">{answer.why}</p>;
  return figure ? <FigureCard figure={figure} /> : <p class="muted">Asking the gate…</p>;
}

function figureOf(brake: BrakeRow, { points, log, line, side }: BrakeEvidence): Figure {
  const name = `${signalName(brake.signal)}, ${plainName(brake.name)}`;
  const last = log[0];
  return {
    id: 'brake-over-time',
    title: `${name}, send after send`,
    means: `The rate over the last sends that this brake counted, and its ${side} of ${percent(line)}. Ticks below are sends that had the event.`,
    note: last ? `Last in its log, ${shownTime(last.at)}: ${last.said}` : '',
    ...(points.length === 0 ? { empty: 'It has counted no send yet.' } : {}),
    table: {
      head: ['at', 'sends', 'events', 'rate', 'low', 'high'],
      rows: points.map(({ at, sends, events, low, high }) => [
        ...[at, sends, events, events / sends, low, high],
      ]),
    },
    draw: (width) => evidenceOverTime(width, `${name}, over time`, { points, line, side }),
  };
}
