import { contentLines } from '../../../core/review/in-lines.ts';
import { KIND_WORDS } from '../../../core/routing/words.ts';
import type { Claim, Evidence, Flag } from '../../../core/schema/claim.ts';
import type { ReviewItem } from '../../../core/schema/proposal.ts';
import type { Piece } from './text.ts';

/** Below this many decided cases a rate says nothing yet (as on the review pages). */
const ENOUGH = 20;

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
  const { trigger, tier, confidence, trackRecord, flags, claims, content, agent } = item;
  const { n, right } = trackRecord;
  const worth =
    n < ENOUGH
      ? `not enough history yet (n = ${n})`
      : `right ${Math.round((right / n) * 100)} % of the time (n = ${n})`;
  return [
    { label: 'Why this reached people', text: `${trigger.message} ${capital(tier)} risk.` },
    {
      label: 'Confidence',
      text: `${agent.name} (${agent.model} ${agent.modelVersion}) says ${confidence.toFixed(2)}, ${worth}`,
    },
    ...(flags.length > 0 ? [{ label: 'Flags', text: flags.map(flagText).join('\n') }] : []),
    ...(claims.length > 0 ? [{ label: 'Facts', text: claims.map(claimText).join('\n') }] : []),
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

const flagText = ({ severity, message, origin, evidence }: Flag): string =>
  `• ${capital(severity)}, from ${FROM[origin]}: ${message}${evidence ? `\n    ${evidenceText(evidence)}` : ''}`;
const FROM = { agent: 'the agent', rule: 'a rule', check: 'our checks' } as const;

const claimText = ({ status, statement, evidence }: Claim): string =>
  [
    `• ${capital(status)}: ${statement}`,
    ...evidence.map((each) => `    ${evidenceText(each)}`),
  ].join('\n');

const evidenceText = ({ source, quote, observedAt, url }: Evidence): string =>
  [`${source}: “${quote}”`, observedAt && `seen ${observedAt.slice(0, 10)}`, url]
    .filter((part) => part)
    .join(', ');
