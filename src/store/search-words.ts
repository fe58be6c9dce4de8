import { fold } from '../core/claims/fold.ts';
import type { ReviewItem } from '../core/schema/proposal.ts';

/** Each word is an entry in an index; a subject's first words say what it is about. */
const MOST = 16;
/** UTF-16 units of a word that are kept, and asked for. */
const LONGEST = 40;

const split = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
    .map((word) => word.slice(0, LONGEST));

/** What a person would type to find an item: who it is for, where they work, what it is about. */
export function searchWords({ content, context, workflow }: ReviewItem): string[] {
  const said = [context?.company, context?.recipientName];
  if (content.kind === 'email.draft') {
    said.push(...content.to.flatMap(({ name, email }) => [name, email]), content.subject);
  } else {
    for (const value of Object.values(content)) {
      if (typeof value === 'object' && value !== null && 'label' in value) said.push(value.label);
    }
  }
  said.push(workflow.name);
  const words = said.flatMap((text) => (typeof text === 'string' ? split(text) : []));
  return [...new Set(words)].slice(0, MOST);
}

/** The words of a search, the longest first: by it the index is asked, the others are compared. */
export const askedWords = (text: string): string[] =>
  split(text).sort((a, b) => b.length - a.length);
