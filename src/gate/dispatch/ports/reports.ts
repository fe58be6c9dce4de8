import type { OversightMap } from '../../../core/schema/oversight-map.ts';
import type { ChainProof, Disclosures, Report, ReportWorkflow } from '../../../protocol/report.ts';

/** A period: from the first moment, up to but without the second; RFC 3339. */
export type Period = { workspaceId: string; from: string; to: string };

/** What a report says but for its frame: who made it, when, and how it ties to the chain. */
export type ReportFigures = Pick<Report, 'workspace' | 'erasures' | 'disclosures'> & {
  workflows: Omit<ReportWorkflow, 'unknown'>[];
  /** days that the workspace itself has set */
  retention: { content: number | null; signals: number | null };
};

export type ReportStore = {
  /** everything measured in the period, and how things stand now; null for no such workspace */
  figures(period: Period): Promise<ReportFigures | null>;
  /** rows of the period in the chain up to the link `upTo`, and how many of each kind */
  range(
    period: Period & { upTo: number },
  ): Promise<Pick<ChainProof, 'rows' | 'first' | 'last' | 'counts'>>;
  /** who is connected to whom, by the last `days` */
  map(input: { workspaceId: string; days: number }): Promise<OversightMap>;
  disclosures(workspaceId: string): Promise<Disclosures>;
  putDisclosures(input: {
    workspaceId: string;
    disclosures: Disclosures;
    by: string;
  }): Promise<void>;
};
