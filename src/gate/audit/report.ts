import { canonical } from '../../core/digest/canonical.ts';
import {
  type ChainProof,
  REPORT_TYP,
  type Report,
  type ReportWorkflow,
  type SignedReport,
} from '../../protocol/report.ts';
import type { AuditKeys, Period, ReportFigures, Store } from '../dispatch/ports.ts';
import { openHead } from './heads.ts';
import { sealWorkspace } from './seal.ts';

export type ReportDeps = {
  store: Pick<Store, 'audit' | 'reports'>;
  keys: AuditKeys;
  /** milliseconds since the epoch */
  now(): number;
};

/**
 * Makes and signs a report of a period. The log is sealed and its head signed first, so that what the
 * report counts is in the chain that it names; null for no such workspace.
 * @param retentionDays what the installation erases after, where the workspace says nothing itself
 */
export async function makeReport(
  deps: ReportDeps,
  { retentionDays, ...period }: Period & { retentionDays: number | null },
): Promise<SignedReport | null> {
  const { store, keys, now } = deps;
  const { workspaceId, from, to } = period;
  await sealWorkspace({ store, keys }, { workspaceId, signNow: true });
  const chain = await proofOf(deps, period);
  const figures = await store.reports.figures(period);
  if (!figures) return null;
  const at = new Date(now()).toISOString();
  const report: Report = {
    ...{ format: 'countersign-report', version: 1, issuer: keys.issuer },
    ...{ workspace: figures.workspace, at, from, to },
    workflows: figures.workflows.map((each) => ({ ...each, unknown: unknownOf(each) })),
    retention: {
      content: figures.retention.content ?? retentionDays,
      signals: figures.retention.signals ?? retentionDays,
    },
    ...{ erasures: figures.erasures, disclosures: figures.disclosures },
    unknown: unknownOfAll(figures, { at, to, chain }),
    chain,
  };
  return { report, signature: await signDetached(keys, report) };
}

/** A compact JWS without its payload (RFC 7515, appendix F). */
export async function signDetached(
  keys: Pick<AuditKeys, 'signAs'>,
  report: Report,
): Promise<string> {
  const [header = '', , signature = ''] = (await keys.signAs(REPORT_TYP, canonical(report))).split(
    '.',
  );
  return `${header}..${signature}`;
}

async function proofOf({ store, keys }: ReportDeps, period: Period): Promise<ChainProof> {
  const signed = await store.audit.checkpoint(period.workspaceId);
  const head = signed ? await openHead(keys, signed.jws) : null;
  if (!signed || !head)
    return { head: null, checkpoint: null, rows: 0, first: null, last: null, counts: {} };
  const range = await store.reports.range({ ...period, upTo: head.seq });
  return { head: { seq: head.seq, hash: head.hash }, checkpoint: signed.jws, ...range };
}

/** What nobody knows of a workflow, said where a reader would otherwise take silence for good news. */
function unknownOf(of: ReportFigures['workflows'][number]): ReportWorkflow['unknown'] {
  const decided = of.override.n + of.decisions.escalate;
  const alone = of.toPeople.n - of.toPeople.hits;
  return [
    ...(of.proposals === 0 ? ['Nothing was proposed in this period.'] : []),
    ...(of.proposals > 0 && decided === 0
      ? ['Nobody decided anything in this period, so nothing is known about how people review.']
      : []),
    ...(of.override.n > 0 && of.deliberate.n === 0
      ? ['No reading was measured, so nothing is known about how many decisions were deliberate.']
      : []),
    ...(of.override.n > 0 && of.caught.unflagged.n + of.caught.flagged.n === 0
      ? [
          'No defects were planted, so nothing is known about how many of those there are people catch.',
        ]
      : []),
    ...(alone > 0 && of.audits.n === 0
      ? [
          `No audit was decided in this period, so nothing is known about the ${alone} that no person saw.`,
        ]
      : []),
    ...(of.lanes.some(({ open, noticedOnly }) => open && noticedOnly)
      ? [
          'The bound of an open lane is for defects that reviewers notice; how many they miss is not known.',
        ]
      : []),
  ];
}

function unknownOfAll(
  { workflows, disclosures }: ReportFigures,
  { at, to, chain }: { at: string; to: string; chain: ChainProof },
): string[] {
  const { dataCategories, subProcessors } = disclosures;
  return [
    ...(to > at ? ['The period was not over when this report was made.'] : []),
    ...(workflows.length === 0 ? ['This workspace has no workflow.'] : []),
    ...(dataCategories.length === 0 ? ['Nobody has said which categories of data are used.'] : []),
    ...(subProcessors.length === 0 ? ['Nobody has said which sub-processors there are.'] : []),
    ...(chain.head === null
      ? ['The audit chain has no signed head yet, so nothing here is tied to it.']
      : []),
    ...(chain.head !== null && chain.rows === 0
      ? ['The audit log has no row of this period.']
      : []),
  ];
}
