import type { Period, Stratum } from './evidence.ts';

/*
 * A day's proposals become evidence together, once each of them is settled: what nobody looked at when it
 * wasn't drawn, what was drawn or came to a person with its outcome, and what is overdue as a defect.
 * Otherwise the good news would come first, and an agent could withdraw the rest in time.
 */

/** What is known of one proposal of the cohort. */
export type CohortItem = {
  proposalId: string;
  confidence: number;
  /** 1 where it went to a person; the probability of its audit where it may have run without one */
  inclusion: number;
  /** false: it ran without a person, and was not drawn */
  drawn: boolean;
  /** of the decision, or of the audit; null while there is none */
  found: { defect: boolean; by: 'decision' | 'audit' } | null;
  /** a complaint or report that names it */
  reported: 'report' | 'complaint' | null;
  /** its agent put another revision in its place before anybody looked */
  superseded: boolean;
};

export type Label = {
  proposalId: string;
  confidence: number;
  inclusion: number;
  outcome: 'unseen' | 'right' | 'defect';
  source: 'sample' | 'decision' | 'audit' | 'report' | 'complaint' | 'overdue' | 'superseded';
};

/**
 * The cohort's labels, or null while it waits for one. Each proposal has one, whatever came of its later
 * revisions: in an open lane its first would have run.
 * @param overdue nobody is waited for any longer
 */
export function settle(items: readonly CohortItem[], overdue: boolean): Label[] | null {
  const labels: Label[] = [];
  for (const item of items) {
    const label = labelOf(item, overdue);
    if (label === null) return null;
    labels.push(label);
  }
  return labels;
}

function labelOf(item: CohortItem, overdue: boolean): Label | null {
  const { proposalId, confidence, inclusion, drawn, found, reported } = item;
  const base = { proposalId, confidence, inclusion };
  if (reported !== null) return { ...base, outcome: 'defect', source: reported };
  if (found !== null)
    return { ...base, outcome: found.defect ? 'defect' : 'right', source: found.by };
  if (item.superseded) return { ...base, outcome: 'defect', source: 'superseded' };
  if (!drawn) return { ...base, outcome: 'unseen', source: 'sample' };
  return overdue ? { ...base, outcome: 'defect', source: 'overdue' } : null;
}

/** The place in the grid whose band a confidence falls into. */
export function bandOf(grid: readonly number[], confidence: number): number {
  const band = grid.findIndex((threshold) => confidence >= threshold);
  return band < 0 ? grid.length - 1 : band;
}

/**
 * The cohort as the bound counts it. Its strata are those that proposals came in: what a defect could have
 * counted (1/π) is known from them before any outcome is. Reported defects count in the stratum they came
 * from, as if an audit had drawn them, which can only make the bound worse.
 */
export function periodOf(labels: readonly Label[], grid: readonly number[]): Period {
  const strata = new Map<string, Stratum>();
  const at = (band: number, inclusion: number): Stratum => {
    const key = `${band} ${inclusion}`;
    const known = strata.get(key) ?? { band, inclusion, unseen: 0, right: 0, defects: 0 };
    strata.set(key, known);
    return known;
  };
  for (const { confidence, inclusion, outcome } of labels) {
    const stratum = at(bandOf(grid, confidence), inclusion);
    if (outcome === 'unseen') stratum.unseen += 1;
    else if (outcome === 'right') stratum.right += 1;
    else stratum.defects += 1;
  }
  return [...strata.values()].sort((a, b) => a.band - b.band || a.inclusion - b.inclusion);
}
