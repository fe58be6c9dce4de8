import { type Handlers, MessageError } from '../messages/channel.ts';
import type { AccuracyRow, FindingRow, Findings, findingsToWorker } from '../messages/findings.ts';
import type { MessageSender } from '../platform/runtime.ts';
import { getMeta } from '../store/meta.ts';
import { NotPaired } from './gate/problems.ts';
import type { Answer } from './gate/request.ts';
import type { Space } from './space.ts';

/** Reading and comparing a quarter's corrections takes the gate longer than a round trip. */
const PATIENCE_MS = 60_000;
/** Characters that a message to a page carries without trouble. */
const LARGEST = 30_000_000;

/** What corrections say, for managers; each answer is the gate's of this moment. */
export function findingsHandlers(
  of: (space: string | undefined) => Promise<Space>,
): Handlers<typeof findingsToWorker, MessageSender> {
  return {
    findings: async ({ space }) => findingsOf(await of(space)),
    async 'corrections.export'({ space, format, names }) {
      const { gate } = await of(space);
      const query = { format, names };
      const lines = await gate.call('exportCorrections', { query, timeoutMs: PATIENCE_MS });
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      if (text.length > LARGEST)
        throw new MessageError(
          'There are too many for a browser. On the gate, `gate corrections export` writes them.',
        );
      return { text, lines: lines.length };
    },
  };
}

async function findingsOf({ db, gate }: Space): Promise<Findings> {
  const pairing = await getMeta(db, 'pairing');
  if (pairing === undefined) throw new NotPaired();
  if (pairing.reviewer.role === 'rep')
    return { manager: false, line: 0, findings: [], read: [], accuracy: [] };
  const [found, accuracy, { workflows }] = await Promise.all([
    gate.call('findings', { timeoutMs: PATIENCE_MS }),
    gate.call('accuracy', { timeoutMs: PATIENCE_MS }),
    gate.call('workflows', {}),
  ]);
  const names = new Map(workflows.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  return {
    manager: true,
    line: found.line,
    findings: found.findings.map((finding) => shown(finding, nameOf)),
    read: found.read.map(({ name, decided, corrected }) => ({ name, decided, corrected })),
    accuracy: accuracy.overall.map((row) => overTime(row, accuracy.weeks, nameOf)),
  };
}

function shown(
  finding: Answer<'findings'>['findings'][number],
  nameOf: (id: string) => string,
): FindingRow {
  const { workflowId, kind: _kind, was: _was, became: _became, examples, ...rest } = finding;
  return {
    ...rest,
    workflow: nameOf(workflowId),
    examples: examples.map(({ proposalId, before, after, reason }) => ({
      ...{ proposalId, before },
      ...(after === undefined ? {} : { after }),
      ...(reason?.note === undefined ? {} : { note: reason.note }),
    })),
  };
}

type Weeks = Answer<'accuracy'>['weeks'];

function overTime(
  row: Answer<'accuracy'>['overall'][number],
  weeks: Weeks,
  nameOf: (id: string) => string,
): AccuracyRow {
  const { workflowId, model, modelVersion, kind, all, people } = row;
  const rate = (of: typeof all) => of && { rate: of.rate, low: of.low, high: of.high };
  return {
    ...{ workflow: nameOf(workflowId), model, modelVersion, kind, proposals: row.proposals },
    ...{ all: rate(all), waiting: row.waiting, uncovered: row.uncovered },
    people: people && {
      ...{ rate: people.rate, low: people.low, high: people.high, decided: people.decided },
    },
    weeks: weeks
      .filter(
        (week) =>
          week.workflowId === workflowId &&
          week.model === model &&
          week.modelVersion === modelVersion &&
          week.kind === kind,
      )
      .map((week) => ({ week: week.week, proposals: week.proposals, all: rate(week.all) })),
  };
}
