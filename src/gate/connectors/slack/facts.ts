import { claimLine, confidenceLine, flagLine } from '../../../core/review/fact-lines.ts';
import { contentLines } from '../../../core/review/in-lines.ts';
import { KIND_WORDS } from '../../../core/routing/words.ts';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import type { Piece } from './text.ts';

/** What it is, in a few words: "Email to bob@buyer.example". */
export function titleOf({ kind, content }: ReviewItem): string {
  const word = KIND_WORDS[kind];
  const what = word.charAt(0).toUpperCase() + word.slice(1);
  const to =
    content.kind === 'email.draft' ? ` to ${content.to.map(({ email }) => email).join(', ')}` : '';
  return `${what}${to}`;
}

/**
 * What has to be read before it is approved: why it came, what the confidence is worth, flags, claims
 * with their evidence, and the whole content; the same facts as on the review pages, in their order.
 */
export function factsOf(item: ReviewItem): Piece[] {
  const { trigger, tier, flags, claims, content, agent } = item;
  return [
    { label: 'Why this reached people', text: `${trigger.message} ${capital(tier)} risk.` },
    {
      label: 'Confidence',
      text: `${agent.name} (${agent.model} ${agent.modelVersion}) ${confidenceLine(item)}`,
    },
    ...(flags.length > 0 ? [{ label: 'Flags', text: bullets(flags.map(flagLine)) }] : []),
    ...(claims.length > 0 ? [{ label: 'Facts', text: bullets(claims.map(claimLine)) }] : []),
    ...contentPieces(content),
  ];
}

/** The agent's steps: what may be left out where there is no room, since nothing of it is sent. */
export const reasoningOf = ({ reasoning }: ReviewItem): Piece[] =>
  reasoning.length === 0
    ? []
    : [
        {
          label: 'Reasoning',
          text: reasoning.map(({ text }, at) => `${at + 1}. ${text}`).join('\n'),
        },
      ];

function contentPieces(content: ReviewItem['content']): Piece[] {
  const lines = contentLines(content);
  const long = lines.filter(({ text }) => text.includes('\n') || text.length > 200);
  const short = lines.filter((line) => !long.includes(line));
  return [
    ...(short.length > 0
      ? [
          {
            label: 'What it is',
            text: short.map(({ label, text }) => `${label}: ${text}`).join('\n'),
          },
        ]
      : []),
    ...long.map(({ label, text }): Piece => ({ label, text, as: 'quote' })),
  ];
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const bullets = (lines: readonly string[]): string => lines.map((line) => `• ${line}`).join('\n');
