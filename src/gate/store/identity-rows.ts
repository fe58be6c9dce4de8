import type { Reviewer, Role } from '../../core/schema/people.ts';
import type { ReviewerIdentity } from '../dispatch/ports.ts';

export type ReviewerRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  mailboxes: string[];
};
export const reviewerOf = ({ id, name, email, role, mailboxes }: ReviewerRow): Reviewer => ({
  id,
  name,
  email,
  role,
  mailboxes,
});

export const IDENTITY_COLUMNS = `d.workspace_id, d.id as device_id, d.jkt, d.jwk,
  r.id, r.name, r.email, r.role, r.mailboxes`;
export type IdentityRow = ReviewerRow & {
  workspace_id: string;
  device_id: string;
  jkt: string;
  jwk: ReviewerIdentity['jwk'];
};
export const identityOf = (row: IdentityRow): ReviewerIdentity => ({
  workspaceId: row.workspace_id,
  deviceId: row.device_id,
  jkt: row.jkt,
  jwk: row.jwk,
  reviewer: reviewerOf(row),
});
