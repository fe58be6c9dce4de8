import { cpus, totalmem } from 'node:os';

/** One measured figure beside its limit; the shape that `npm run bench -- --json` prints. */
export type Row = {
  row: string;
  work: string;
  /** the figure that is held against the goal */
  value: number;
  unit: string;
  p50: number;
  p95: number;
  /** the limit or the peer, measured in the same run where it is one that can be */
  limit: number;
  /** value ÷ limit */
  ratio: number;
  goal: string;
  met: boolean;
  runs: number;
  machine: string;
};

/** What a measurement gives; the rest is derived. */
export type Measured = {
  row: string;
  work: string;
  samples: readonly number[];
  /** which of the samples' figures counts; the median unless said otherwise. `whole`: of rates over equal parts, that of all of them */
  figure?: 'p50' | 'p95' | 'min' | 'mean' | 'whole';
  unit: string;
  limit: number;
  goal: string;
  met: (value: number, limit: number) => boolean;
};

export const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`;

/** The q-quantile by nearest rank; q in 0 to 1. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return (
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN
  );
}

/** The rate over all of several equal parts, from those of each. */
export const wholeRate = (rates: readonly number[]): number =>
  rates.length / rates.reduce((sum, one) => sum + 1 / one, 0);

export function row(measured: Measured): Row {
  const { samples, limit, figure = 'p50' } = measured;
  const p50 = quantile(samples, 0.5);
  const p95 = quantile(samples, 0.95);
  const value = {
    ...{ p50, p95, min: Math.min(...samples) },
    mean: samples.reduce((sum, one) => sum + one, 0) / samples.length,
    whole: wholeRate(samples),
  }[figure];
  return {
    row: measured.row,
    work: measured.work,
    value: round(value),
    unit: measured.unit,
    p50: round(p50),
    p95: round(p95),
    limit: round(limit),
    ratio: round(value / limit),
    goal: measured.goal,
    met: measured.met(value, limit),
    runs: samples.length,
    machine,
  };
}

const round = (value: number): number => Number(value.toPrecision(4));
