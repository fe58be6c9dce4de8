import type { Evidence } from './check.ts';

type Tally = Record<string, number>;

const count = (names: readonly string[]): Tally => {
  const tally: Tally = {};
  for (const name of names) tally[name] = (tally[name] ?? 0) + 1;
  return tally;
};

/** The run in figures: how proposals ended, what was struck, what the panel said. */
export function tallyOf(run: Evidence): Record<string, Tally | number> {
  const decided = new Set(run.attempts.map(({ proposalId }) => proposalId));
  const delivery = new Map(run.items.map((item) => [item.proposalId, item.delivery]));
  const ends = run.proposals.filter(({ id }) => decided.has(id));
  return {
    decided: decided.size,
    gate: count(ends.filter(({ id }) => delivery.get(id) === 'gate').map(({ state }) => state)),
    compose: count(
      ends.filter(({ id }) => delivery.get(id) === 'compose').map(({ state }) => state),
    ),
    said: count(run.attempts.map(({ said }) => said)),
    undo: count(run.attempts.flatMap(({ undo }) => (undo === null ? [] : [undo]))),
    atGate: count(run.decisions.map(({ action }) => action)),
    conflicts: run.decisions.filter(({ accepted }) => !accepted).length,
    takenBack: run.decisions.filter(({ accepted, standing }) => accepted && !standing).length,
    mails: run.mails.length,
    sentByPage: run.sent.length,
    faults: count(run.faults.map(({ what }) => what)),
  };
}
