import { diffWordsWithSpace } from 'diff';
import type { Correction } from '../../core/corrections/correction.ts';
import { pseudonymsOf } from '../../core/corrections/pseudonyms.ts';
import { written } from '../../core/corrections/written.ts';
import type { Compare } from '../../core/findings/change.ts';
import { changesOf } from '../../core/findings/changes.ts';
import {
  DEFAULT_RULE,
  type Finding,
  findingsOf,
  type Judged,
} from '../../core/findings/findings.ts';
import { changeWords } from '../../core/findings/words.ts';
import type { FindingsAnswer } from '../../protocol/findings.ts';
import type { UseCaseDeps } from './deps.ts';
import type { JudgedRow } from './ports.ts';

type Shown = FindingsAnswer['findings'][number];
type Named = Omit<Shown, 'examples'>;

/** Decisions of one workflow that are read, and corrections compared between two breaths of the process. */
const NEWEST = 2000;
const AT_ONCE = 20;
const WORKFLOWS = 50;
const EXAMPLES = 3;
/** Characters of an example's text. */
const LONGEST = 4000;
const DAYS = 90;

/** Beyond this, sentences have nothing to do with each other. */
const EDITS = 300;
const compare: Compare = (before, after) =>
  diffWordsWithSpace(before, after, { maxEditLength: EDITS })?.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  })) ?? [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];

/** Fixes that recur in a workspace's workflows, worked out from what is decided and not erased. */
export async function recurringFixes(
  { store }: Pick<UseCaseDeps, 'store'>,
  asked: {
    workspaceId: string;
    workflowId?: string | undefined;
    days?: number | undefined;
    line?: number | undefined;
  },
): Promise<FindingsAnswer> {
  const { workspaceId, workflowId, days = DAYS, line = DEFAULT_RULE.line } = asked;
  const busy = await store.corrections.busy({ workspaceId, workflowId, days, limit: WORKFLOWS });
  const answer: FindingsAnswer = {
    ...{ since: busy.since, line, delta: DEFAULT_RULE.delta, findings: [], read: [] },
  };
  for (const { id, name } of busy.workflows) {
    const of = { workspaceId, workflowId: id, days, limit: NEWEST };
    const { rows, cut } = await store.corrections.judged(of);
    const corrections = new Map(
      rows.flatMap(({ correction }) => (correction ? [[correction.proposalId, correction]] : [])),
    );
    answer.read.push({
      ...{ workflowId: id, name, decided: rows.length, corrected: corrections.size, cut },
    });
    for (const finding of findingsOf(await judgedOf(rows), { ...DEFAULT_RULE, line })) {
      const examples = finding.where.slice(0, EXAMPLES).flatMap((proposalId) => {
        const correction = corrections.get(proposalId);
        return correction ? [exampleOf(correction)] : [];
      });
      answer.findings.push({ ...named(id, finding), examples });
    }
  }
  return answer;
}

/** The same for an agent's author: of what this agent proposed, without anybody's texts. */
export async function fixesForAgent(
  { store }: Pick<UseCaseDeps, 'store'>,
  of: { workspaceId: string; agentId: string; workflowId: string; days: number },
): Promise<Named[]> {
  const { rows } = await store.corrections.judged({ ...of, limit: NEWEST });
  return findingsOf(await judgedOf(rows)).map((finding) => named(of.workflowId, finding));
}

/** Comparing is work: others get a turn in between. */
async function judgedOf(rows: readonly JudgedRow[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  let compared = 0;
  for (const { proposalId, correction, template, ...version } of rows) {
    if (correction) compared += 1;
    if (correction && compared % AT_ONCE === 0)
      await new Promise<void>((resolve) => setImmediate(resolve));
    const changes = correction ? changesOf(correction, compare) : [];
    judged.push({ proposalId, version, template, changes });
  }
  return judged;
}

function named(workflowId: string, finding: Finding): Named {
  const { key, change, version, template, standing, versions } = finding;
  const { hits, of, low, high } = finding;
  return {
    ...{ workflowId, key, kind: change.kind, sentence: changeWords(change) },
    ...(change.was === undefined ? {} : { was: change.was }),
    ...(change.became === undefined ? {} : { became: change.became }),
    ...version,
    ...{ template, hits, of, low, high, standing },
    versions: versions.map(({ version: each, ...counted }) => ({ ...each, ...counted })),
  };
}

function exampleOf(correction: Correction): Shown['examples'][number] {
  const { proposalId, revision, at, reason, before, after } = correction;
  const cover = pseudonymsOf(correction);
  const text = (content: typeof before): string => cover(written(content)).slice(0, LONGEST);
  const note = reason?.note === undefined ? {} : { note: cover(reason.note) };
  return {
    ...{ proposalId, revision, at },
    ...(reason === null ? {} : { reason: { code: reason.code, ...note } }),
    before: text(before),
    ...(after === null ? {} : { after: text(after) }),
  };
}
