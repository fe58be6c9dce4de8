import * as z from 'zod/mini';
import { Incident, IncidentKind } from '../core/conduct/incident.ts';
import { Timestamp } from '../core/schema/scalars.ts';

/** `GET /v1/incidents`, the newest first. */
export const IncidentsQuery = z.object({
  kind: z.optional(IncidentKind),
  /** found before this moment: the next page */
  before: z.optional(Timestamp),
});
export const IncidentsAnswer = z.object({ incidents: z.array(Incident) });
