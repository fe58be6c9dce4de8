import { clusteredEnds } from '../../core/stats/naive.ts';
import { DAY, type Decision, grouped, type Log, type Proposal, revisionsOf, wrong } from './log.ts';

/* What became of proposals as far as somebody looked (F3), worked out of the log. */

export const decidedOf = (log: Log, workflowId: string): Decision[] =>
  log.decisions.filter(
    (row) =>
      row.workflow_id === workflowId && row.status === 'accepted' && row.action !== 'escalate',
  );

export const complained = (log: Log, proposalId: string): boolean =>
  log.signals.some(
    ({ type, proposal_id }) =>
      ['complaint', 'defect_reported'].includes(type) && proposal_id === proposalId,
  );

export const earliest = (
  a: { received_at: Date; id: string },
  b: { received_at: Date; id: string },
): number => a.received_at.getTime() - b.received_at.getTime() || (a.id < b.id ? -1 : 1);

/** The Monday in UTC, in milliseconds. */
function mondayOf(time: number): number {
  const day = new Date(time);
  return (
    Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()) -
    ((day.getUTCDay() + 6) % 7) * DAY
  );
}

type Graded = {
  subject: string;
  week: string;
  account: string;
  template: string;
  way: 'person' | 'alone' | 'uncovered';
  inclusion: number;
  asked: boolean;
  right: boolean | null;
};

/** Each of these once, by a person's first decision, an audit or a report; some nobody will ever look at. */
export function gradedOf(log: Log, proposals: readonly Proposal[]): Graded[] {
  const revisionOf = revisionsOf(log);
  return proposals.flatMap((row): Graded[] => {
    const of = { proposal_id: row.id, revision: row.revision };
    const [first] = decidedOf(log, row.workflow_id)
      .filter(({ proposal_id }) => proposal_id === row.id)
      .sort(earliest);
    const pass = log.lane_passes.find(({ proposal_id }) => proposal_id === row.id);
    const { model, model_version, review } = revisionOf(first ?? pass ?? of);
    const audit = log.looks.find(
      ({ proposal_id, reason, state }) =>
        proposal_id === row.id && reason === 'audit' && state === 'decided',
    );
    const reported = complained(log, row.id);
    const account = log.recipients
      .filter(({ proposal_id }) => proposal_id === row.id)
      .map(({ domain, person }) => domain ?? person)
      .sort()[0];
    const cell = {
      subject: [row.workflow_id, model, model_version, row.kind].join(' '),
      week: new Date(mondayOf(row.created_at.getTime())).toISOString().slice(0, 10),
      ...{ account: account ?? row.id, template: review.template ?? '' },
    };
    const person = { way: 'person', inclusion: 1, asked: true } as const;
    if (first)
      return [{ ...cell, ...person, right: !reported && !wrong(first.action, first.reason?.code) }];
    if (['withdrawn', 'expired', 'rejected', 'recalled'].includes(row.state)) return [];
    if (row.lane === 'human') return [{ ...cell, ...person, right: reported ? false : null }];
    const alone = { way: 'alone', asked: true } as const;
    if (reported) return [{ ...cell, ...alone, inclusion: 1, right: false }];
    if (!pass) return [{ ...cell, way: 'uncovered', inclusion: 1, asked: false, right: null }];
    const right = audit ? !audit.defect : null;
    const { inclusion, drawn } = pass;
    return [{ ...cell, way: 'alone', inclusion, asked: drawn, right }];
  });
}

/** What the answer says of one subject, over all weeks or in one. */
export type Told = ReturnType<typeof tell>;

/** Everything that is said of so many weeks up to a time, in milliseconds. */
export function toldOf(log: Log, weeks: number, now: number): { overall: Told[]; weeks: Told[] } {
  const from = mondayOf(now) - (weeks - 1) * 7 * DAY;
  const graded = gradedOf(
    log,
    log.proposals.filter(({ created_at }) => created_at.getTime() >= from),
  );
  const by = (name: (one: Graded) => string) =>
    [...grouped(graded, name)].map(([subject, rows]) => tell(subject, rows));
  return {
    overall: by(({ subject }) => subject),
    weeks: by(({ subject, week }) => `${subject} ${week}`),
  };
}

function tell(subject: string, rows: readonly Graded[]) {
  const answered = (way: string) => {
    const of = rows.filter((row) => row.way === way && row.asked);
    const known = of.filter(({ right }) => right !== null);
    return known.length === 0 ? 1 : known.length / of.length;
  };
  const known = rows.filter(({ right, way }) => right !== null && way !== 'uncovered');
  const people = known.filter(({ way }) => way === 'person');
  const items = known.map(({ right, inclusion, way, account, template }) => ({
    ...{ hit: right === true, inclusion: inclusion * answered(way), account, template },
  }));
  return {
    ...{ subject, proposals: rows.length, all: clusteredEnds(items) },
    people: { n: people.length, right: people.filter(({ right }) => right).length },
    audited: known.length - people.length,
    waiting: rows.filter((row) => row.asked && row.right === null).length,
    uncovered: rows.filter(({ way }) => way === 'uncovered').length,
  };
}
