import { WORDS_PER_MINUTE } from '../../src/core/attention/reading.ts';
import { keystrokesOf, secondsOf } from './klm.ts';
import { mixed, type Unit } from './mix.ts';
import { type Row, row } from './row.ts';
import { ours, PLAIN, type PlainOptions, plain, type Task } from './surfaces.ts';

type Seconds = { handling: number[]; reading: number[]; keystrokes: number[] };

/** Seconds and keys of each decision on our surface, in batches of clones or without. */
export function onOurs(units: readonly Unit[], { batching }: { batching: boolean }): Seconds {
  return each(units, (unit) => {
    if (batching || unit.rows === 1) {
      const steps = ours(unit);
      const { rows, words } = unit;
      return unit.wordsAlone.map(() => ({
        handling: secondsOf(steps) / rows,
        reading: secondsFor(words) / rows,
        keystrokes: keystrokesOf(steps) / rows,
      }));
    }
    const steps = ours(alone(unit));
    return unit.wordsAlone.map((words) => ({
      handling: secondsOf(steps),
      reading: secondsFor(words),
      keystrokes: keystrokesOf(steps),
    }));
  });
}

/** The same decisions on the plain queue, each by itself. */
export function onPlain(units: readonly Unit[], options: PlainOptions = PLAIN): Seconds {
  return each(units, (unit) => {
    const steps = plain(alone(unit), options);
    return unit.wordsAlone.map((words) => ({
      handling: secondsOf(steps),
      reading: secondsFor(words),
      keystrokes: keystrokesOf(steps),
    }));
  });
}

const secondsFor = (words: number): number => (words / WORDS_PER_MINUTE) * 60;

const alone = ({ way, looks }: Task): Task => ({
  way: way === 'approve all' ? 'approve' : way === 'reject all' ? 'reject' : way,
  looks,
});

function each(
  units: readonly Unit[],
  of: (unit: Unit) => { handling: number; reading: number; keystrokes: number }[],
): Seconds {
  const all = units.flatMap(of);
  return {
    handling: all.map(({ handling }) => handling),
    reading: all.map(({ handling, reading }) => handling + reading),
    keystrokes: all.map(({ keystrokes }) => keystrokes),
  };
}

const mean = (all: readonly number[]): number =>
  all.reduce((sum, one) => sum + one, 0) / all.length;

/** B11: what 200 mixed decisions take by the keystroke-level model, beside a plain queue's. */
export async function b11(): Promise<Row[]> {
  const units = mixed();
  const [batched, single] = [true, false].map((batching) => onOurs(units, { batching })) as [
    Seconds,
    Seconds,
  ];
  const theirs = onPlain(units);
  const kindest = onPlain(units, { confirms: false, evidence: true });
  const plainApprove = units
    .filter(({ way, looks }) => way === 'approve' && looks === 0)
    .map((unit) => keystrokesOf(ours(unit)));
  const third = (value: number, limit: number) => 3 * value <= limit;
  const less = (value: number, limit: number) => value < limit;
  const seconds = (
    work: string,
    { samples, peer, goal }: { samples: number[]; peer: number[]; goal?: string },
  ): Row =>
    row({
      ...{ row: 'B11', work, samples, figure: 'mean', unit: 's per decision' },
      limit: mean(peer),
      goal: goal ?? 'less',
      met: goal ? third : less,
    });
  const times = (a: number[], b: number[]): string => (mean(a) / mean(b)).toFixed(1);
  return [
    row({
      row: 'B11',
      work: `keystrokes of a plain approve, the most of ${plainApprove.length} (over all ${batched.keystrokes.length} decisions: ${mean(batched.keystrokes).toFixed(2)} each on average, ${mean(single.keystrokes).toFixed(2)} without batching)`,
      samples: plainApprove,
      figure: 'p95',
      unit: 'keystrokes',
      limit: 1,
      goal: '1',
      met: (value) => value === 1 && Math.max(...plainApprove) === 1,
    }),
    seconds(
      `handling of ${batched.handling.length} mixed decisions, reading left out, beside a plain list-and-detail queue: ${times(theirs.handling, batched.handling)}× faster`,
      { samples: batched.handling, peer: theirs.handling, goal: '≤ 1/3 of the plain queue' },
    ),
    seconds(`the same without batching: ${times(theirs.handling, single.handling)}× faster`, {
      samples: single.handling,
      peer: theirs.handling,
    }),
    seconds(
      `the same without batching, beside a plain queue that asks no confirmation and has the evidence on its page: ${times(kindest.handling, single.handling)}× faster`,
      { samples: single.handling, peer: kindest.handling },
    ),
    seconds(
      `handling and reading at ${WORDS_PER_MINUTE} words a minute: ${times(theirs.reading, batched.reading)}× faster`,
      { samples: batched.reading, peer: theirs.reading },
    ),
    seconds(
      `handling and reading, without batching: ${times(theirs.reading, single.reading)}× faster`,
      { samples: single.reading, peer: theirs.reading },
    ),
  ];
}
