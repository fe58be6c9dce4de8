import { sinceSend } from '../brakes/since.ts';
import { type WeightedRate, weightedRate } from '../stats/horvitz-thompson.ts';

/** One proposal that ran in a lane, in the order of running. */
export type Ran = {
  proposalId: string;
  /** when its lane let it through, RFC 3339 */
  at: string;
  /** it left: executed, or nobody knows that it wasn't */
  out: boolean;
  inclusion: number;
  drawn: boolean;
  account: string;
  template: string;
  /** of its audit; null while there is none */
  audit: { defect: boolean; at: string } | null;
  /** a complaint or a report names it */
  reported: 'complaint' | 'report' | null;
};

export type Exposure = {
  ran: number;
  out: number;
  audited: number;
  /** drawn for an audit that nobody has decided */
  waiting: number;
  /** known to be defective and gone: each of them, the newest first */
  defects: { proposalId: string; at: string; foundBy: 'audit' | 'complaint' | 'report' }[];
  /** of all that left, by the audits; null before the first */
  rate: WeightedRate | null;
  /** how many defective ones left, as the audits tell: at least those that are known */
  about: { count: number; low: number; high: number } | null;
  /** about when the defects began, by what audits found; null where none speaks for a beginning */
  since: string | null;
};

/**
 * What went out through a lane while it was open, and how much of it was wrong. Where audits are drawn,
 * each stands for 1/π; `since` is the audit after the last one at which nothing spoke against the lane's
 * line (`core/brakes/since.ts`), said as "about".
 * @param line the rate of noticed defects that the lane's bound rested on
 */
export function exposureOf(all: readonly Ran[], line: number | null): Exposure {
  const gone = all.filter(({ out }) => out);
  const defects = gone.flatMap(({ proposalId, at, audit, reported }): Exposure['defects'] => {
    if (reported !== null) return [{ proposalId, at, foundBy: reported }];
    return audit?.defect ? [{ proposalId, at, foundBy: 'audit' }] : [];
  });
  const looked = gone.flatMap(({ audit, inclusion, account, template, drawn }) =>
    audit && drawn ? [{ hit: audit.defect, inclusion, account, template }] : [],
  );
  const rate = looked.length === 0 ? null : weightedRate(looked);
  const known = defects.length;
  const times = (share: number): number => Math.max(known, share * gone.length);
  return {
    ran: all.length,
    out: gone.length,
    audited: gone.filter(({ audit }) => audit !== null).length,
    waiting: all.filter(({ drawn, audit }) => drawn && audit === null).length,
    defects: defects.reverse(),
    rate,
    about: rate && { count: times(rate.rate), low: times(rate.low), high: times(rate.high) },
    since: line === null ? null : sinceOf(all, line),
  };
}

/** When what was found to be defective began to run, in the order in which it was found. */
function sinceOf(all: readonly Ran[], line: number): string | null {
  const found = all
    .flatMap(({ at, audit }) => (audit ? [{ ran: at, ...audit }] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const events = found.flatMap(({ defect }, n) => (defect ? [n + 1] : []));
  if (events.length === 0) return null;
  const from = sinceSend({ side: 'ceiling', line }, { after: 0, events, last: found.length });
  return found[from - 1]?.ran ?? null;
}
