import type { Alert } from '../../core/schema/alert.ts';

/** What has happened, in a few words: "Stopped by a brake: outbound". */
export const alertHeadline = ({ kind, workflowId }: Alert): string => {
  const what = kind === 'brake-tripped' ? 'Stopped by a brake' : kind.replaceAll('-', ' ');
  return `${what}${workflowId ? `: ${workflowId}` : ''}`;
};

/**
 * What an alert knows beyond its sentence: since when, what is held back, what was under way when it
 * stopped.
 * @param most ids that are named; all if left out, none at 0
 */
export function alertLines({ detail }: Alert, most = Number.POSITIVE_INFINITY): string[] {
  const { held, underWay } = detail;
  const known = since(detail.known);
  return [
    ...(known === null ? [] : [known]),
    ...(typeof held === 'number' ? [`Held back: ${held}.`] : []),
    ...(Array.isArray(underWay) ? [underWayLine(underWay, most)] : []),
  ];
}

function underWayLine(ids: readonly unknown[], most: number): string {
  if (ids.length === 0) return 'Nothing was under way when it stopped.';
  if (most === 0) return `Under way when it stopped: ${ids.length}.`;
  const more = ids.length > most ? `, and ${ids.length - most} more` : '';
  return `Under way when it stopped: ${ids.length} (${ids.slice(0, most).join(', ')}${more}).`;
}

function since(known: unknown): string | null {
  if (typeof known !== 'object' || known === null || !('since' in known)) return null;
  const { since: from } = known as { since?: { at: string; sent: number } };
  return from ? `It began at about ${from.at}; ${from.sent} were sent since.` : null;
}
