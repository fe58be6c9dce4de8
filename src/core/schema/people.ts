import * as z from 'zod/mini';
import { EmailAddress, line, Timestamp, Uuid } from './scalars.ts';

/** One customer organisation; every row belongs to one. */
export const Workspace = z.object({ id: Uuid, name: line(200), createdAt: Timestamp });
export type Workspace = z.infer<typeof Workspace>;

/** The AI system that proposes. */
export const Agent = z.object({
  id: Uuid,
  name: line(120),
  createdAt: Timestamp,
  revokedAt: z.optional(Timestamp),
});
export type Agent = z.infer<typeof Agent>;

/** Which model spoke: per proposal, since one agent changes models. */
export const AgentModel = z.strictObject({
  model: line(120),
  modelVersion: line(120),
  /** of the prompt, tools and templates around the model: what was earned with one doesn't hold for another */
  promptVersion: z.optional(line(120)),
});
export type AgentModel = z.infer<typeof AgentModel>;

export const Role = z.enum(['rep', 'manager', 'admin']);
export type Role = z.infer<typeof Role>;

export const Reviewer = z.object({
  id: Uuid,
  name: line(120),
  email: EmailAddress,
  role: Role,
  /** accounts whose composes this person's device may bind and send from; lower case */
  mailboxes: z.array(EmailAddress),
});
export type Reviewer = z.infer<typeof Reviewer>;
