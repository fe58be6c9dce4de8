import { simulate } from '../core/attention/personas.ts';
import { type Row, row } from './row.ts';

const SEEDS = 40;
const DECISIONS = 500;

/** Whether scripted reviewers are told apart by the real meter and rule (STATISTICS §5). */
export async function attention(): Promise<Row[]> {
  const { accuracies, rates } = simulate({ seeds: SEEDS, decisions: DECISIONS });
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  const most = (value: number, limit: number) => value <= limit;
  return [
    row({
      row: 'attention',
      work: `readers and experts told from skimmers and idle panels, ${SEEDS} seeds of ${DECISIONS} decisions (found deliberate: skimmer ${percent(rates.skimmer)}, idle ${percent(rates.idle)}; worst seed ${Math.min(...accuracies).toFixed(3)})`,
      samples: accuracies,
      unit: 'balanced accuracy',
      limit: 0.9,
      goal: '≥ 0.9',
      met: (value, limit) => value >= limit,
    }),
    ...(['reader', 'expert'] as const).map((persona) =>
      row({
        row: 'attention',
        work: `${persona}s found not to have read`,
        samples: [(1 - rates[persona]) * 100],
        unit: '%',
        limit: 2,
        goal: '≤ 2 %',
        met: most,
      }),
    ),
  ];
}
