import type { Content } from '../../core/schema/content.ts';
import type { ReasonCode } from '../../core/schema/decision.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import type { WorkDraft } from './kinds/draft.ts';

/** What approving now would approve, or why nothing can be approved. */
export type Plan =
  | {
      can: true;
      action: 'approve' | 'approve_edited';
      /** absent when exactly the revision's own content leaves */
      content?: Content;
      contentDigest: string;
      composeDigest?: string;
      tailDigest?: string;
      /** as it will leave */
      leaves: Leaves;
      /** sentences the person should read before approving */
      notes: string[];
      /** what an edit would be filed under, until the person says otherwise */
      guess?: ReasonCode;
    }
  | { can: false; why: string };

/** A mail as it will leave: text and, where a compose sends it, the sources of its images in order. */
export type Leaves = Exclude<Content, EmailContent> | (EmailContent & { images?: string[] });

/** What the person typed where there is no compose. `html`: the same body with its links, where it was not typed. */
export type TextDraft = { subject: string; body: string; html?: string };

export const isTextDraft = (draft: TextDraft | WorkDraft | undefined): draft is TextDraft =>
  draft !== undefined && 'body' in draft;

type MailItem = ReviewItem & { content: EmailContent };
export const isMail = (item: ReviewItem): item is MailItem => item.content.kind === 'email.draft';
