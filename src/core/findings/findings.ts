import { betaBinomial } from '../stats/beta-binomial.ts';
import type { Interval } from '../stats/interval.ts';
import type { Change } from './change.ts';
import { type Decided, LEAST_HITS, type Recurring, recurring } from './tally.ts';

export type Version = { model: string; modelVersion: string; promptVersion: string };

/** A decided proposal of one workflow. */
export type Judged = Decided & { version: Version; template: string | null };

export type Counted = Interval & { hits: number; of: number };

export type Finding = Counted & {
  /** stable while the same fix recurs in the same place */
  key: string;
  change: Change;
  /** where it recurs surely; the newest such version */
  version: Version;
  /** only of this template; null: of all that the version wrote */
  template: string | null;
  /**
   * `new`: surely rarer in the version before; `still`: there in the newest version; `fixed`: surely rarer
   * in the newest one than it was; `unclear`: the newest has too few to say. Surely: the intervals of
   * both, at 95 % at any look, have nothing in common.
   */
  standing: 'new' | 'still' | 'fixed' | 'unclear';
  /** the same change in each version of the workflow, oldest first */
  versions: (Counted & { version: Version })[];
  /** the newest proposals that had it */
  where: string[];
};

export type Rule = {
  /** a fix is one when surely more than this share of drafts has it; 0 to 1 */
  line: number;
  /** for all calls of one workflow together, however often one looks; 0 to 1 */
  delta: number;
};
export const DEFAULT_RULE: Rule = { line: 0.05, delta: 0.05 };

/** Proposals that are named with a finding. */
const WHERE = 20;

/**
 * Fixes that recur in a workflow: by version (model, model version and prompt version), and by template
 * within one where it has several. Half of δ is for the versions, half for their templates.
 * @param judged in the order of the decisions
 */
export function findingsOf(judged: readonly Judged[], rule: Rule = DEFAULT_RULE): Finding[] {
  const versions = grouped(judged, ({ version }) => nameOf(version));
  const share = { line: rule.line, delta: rule.delta / 2 / Math.max(1, versions.length) };
  const found = new Map<string, Finding>();
  const place = (
    scoped: readonly Judged[],
    template: string | null,
    delta: number,
  ): Recurring[] => {
    const [first] = scoped;
    if (!first) return [];
    const all = recurring(scoped, { line: rule.line, delta });
    for (const one of all) {
      const { change, where, hits, of, low, high } = one;
      const key = `${template ?? ''} ${change.key}`;
      // Later versions come later: what the newest has stands.
      found.set(key, {
        ...{ key, change, template, version: first.version, hits, of, low, high },
        ...{
          where: where.slice(-WHERE).reverse(),
          ...history(versions, { change, template, rule }),
        },
      });
    }
    return all;
  };
  for (const scoped of versions) {
    const everywhere = new Set(place(scoped, null, share.delta).map(({ change }) => change.key));
    const templates = grouped(
      scoped.filter(({ template }) => template !== null),
      ({ template }) => template ?? '',
    );
    if (
      templates.length === 0 ||
      (templates.length === 1 && templates[0]?.length === scoped.length)
    )
      continue;
    for (const one of templates) {
      const [first] = one;
      if (first) place(one, first.template, share.delta / templates.length);
    }
    // What the whole version has is said once.
    for (const [key, { change, template, version }] of found)
      if (template !== null && everywhere.has(change.key) && version === scoped[0]?.version)
        found.delete(key);
  }
  return [...found.values()].sort(byWeight);
}

const STANDINGS = ['new', 'still', 'unclear', 'fixed'] as const;
const byWeight = (a: Finding, b: Finding): number =>
  STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
  b.hits / b.of - a.hits / a.of ||
  (a.key < b.key ? -1 : 1);

const nameOf = ({ model, modelVersion, promptVersion }: Version): string =>
  JSON.stringify([model, modelVersion, promptVersion]);

/** In groups, in the order in which each began. */
function grouped<T>(items: readonly T[], by: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = by(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** The change in every version, and what became of it. */
function history(
  versions: readonly Judged[][],
  { change, template, rule }: { change: Change; template: string | null; rule: Rule },
): Pick<Finding, 'versions' | 'standing'> {
  const counted = versions.flatMap((all): Finding['versions'] => {
    const scoped = template === null ? all : all.filter((one) => one.template === template);
    const [first] = scoped;
    if (!first) return [];
    const hits = scoped.filter(({ changes }) =>
      changes.some(({ key }) => key === change.key),
    ).length;
    const of = scoped.length;
    return [{ version: first.version, hits, of, ...betaBinomial(hits, of) }];
  });
  const [last, before] = [counted.at(-1), counted.at(-2)];
  if (!last) return { versions: counted, standing: 'unclear' };
  if (last.hits >= LEAST_HITS && last.hits / last.of > rule.line)
    return { versions: counted, standing: before && before.high < last.low ? 'new' : 'still' };
  const most = Math.max(...counted.slice(0, -1).map(({ low }) => low), 0);
  return { versions: counted, standing: last.high < most ? 'fixed' : 'unclear' };
}

/** "14 of 60 drafts" */
export const countWords = ({ hits, of }: Pick<Counted, 'hits' | 'of'>): string =>
  `${hits} of ${of === 1 ? 'one draft' : `${of} drafts`}`;

/** "prompt v7 · model writer 3" */
export const versionWords = ({ model, modelVersion, promptVersion }: Version): string =>
  [
    ...(promptVersion === '' ? [] : [`prompt ${promptVersion}`]),
    `${model} ${modelVersion}`.trim(),
  ].join(' · ');
