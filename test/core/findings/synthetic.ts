import { diffWordsWithSpace } from 'diff';
import type { Correction } from '../../../src/core/corrections/correction.ts';
import type { Part } from '../../../src/core/findings/change.ts';
import { changesOf } from '../../../src/core/findings/changes.ts';
import type { Judged } from '../../../src/core/findings/findings.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import type { Random } from '../../../src/core/stats/random.ts';

/*
 * Drafts with people's edits whose causes are known: fixes that were planted at a rate of their own, and
 * noise, each kind of which is rarer than the line.
 */

export const compare = (before: string, after: string): Part[] =>
  diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));

export type Fix = { name: string; key: RegExp; apply(body: string): string };
/** Each fix, and the finding that says it. */
export const FIXES: readonly Fix[] = [
  {
    name: 'the meeting is shorter',
    key: /^quantity:(minutes|30 minutes→15 minutes)$/,
    apply: (body) => body.replace('30 minutes', '15 minutes'),
  },
  {
    name: 'a phrase is taken out',
    key: /^struck:i hope this finds you well|^removed:i hope this finds you well$/,
    apply: (body) => body.replace('<p>I hope this finds you well.</p>', ''),
  },
  {
    name: 'another word for what we sell',
    key: /^replaced:platform→product$/,
    apply: (body) => body.replace('our platform', 'our product'),
  },
  {
    name: 'a closing sentence is added',
    key: /^added:tell me if you would rather not hear from me$/,
    apply: (body) => `${body}<p>Tell me if you would rather not hear from me.</p>`,
  },
  {
    name: 'the greeting',
    key: /^(greeting|replaced:hi→hello)$/,
    apply: (body) => body.replace('<p>Hi ', '<p>Hello '),
  },
];

const NAMES = ['Ana', 'Bo', 'Chloé', 'Dmitri', 'Eleni', 'Farid', 'Grace', 'Hiro'];
const TOPICS = ['onboarding', 'reporting', 'support', 'billing', 'hiring', 'security'];
const pick = <T>(all: readonly T[], random: Random): T => {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error('nothing to pick');
  return found;
};
const letters = (random: Random): string =>
  Array.from({ length: 7 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');

function draft(random: Random): { body: string; name: string } {
  const [name, topic] = [pick(NAMES, random), pick(TOPICS, random)];
  const seats = 20 + Math.floor(random() * 900);
  const body = [
    `<p>Hi ${name},</p>`,
    '<p>I hope this finds you well.</p>',
    `<p>Your team of ${seats} people works on ${topic}, and our platform helps there.</p>`,
    `<p>We saw ${letters(random)} in your last report.</p>`,
    '<p>Do you have 30 minutes next week?</p>',
  ].join('');
  return { body, name };
}

/** What somebody does once: another word, a word more, a sentence of their own, another number. */
function noise(body: string, random: Random): string {
  const at = random();
  if (at < 0.4) return body.replace('works on', `${letters(random)} on`);
  if (at < 0.6) return body.replace('helps there', `helps ${letters(random)} there`);
  if (at < 0.85) return `${body}<p>${letters(random)} ${letters(random)} ${letters(random)}.</p>`;
  return body.replace('next week', letters(random));
}

/** So many decided drafts of one version; each fix is made at its own rate, noise at `noisy`. */
export function decidedDrafts(
  given: {
    count: number;
    rates: ReadonlyMap<Fix, number>;
    noisy: number;
    version?: string;
    template?: string;
  },
  random: Random,
): Judged[] {
  return Array.from({ length: given.count }, (_, n): Judged => {
    const { body, name } = draft(random);
    let after = body;
    for (const [fix, rate] of given.rates) if (random() < rate) after = fix.apply(after);
    if (random() < given.noisy) after = noise(after, random);
    const mail = (text: string): EmailContent => ({
      ...{ kind: 'email.draft', delivery: 'gate', subject: 'Next week', body: text },
      from: { email: 'rae@seller.example', name: 'Rae' },
      to: [{ email: `${name.toLowerCase()}@buyer.example`, name }],
      ...{ cc: [], bcc: [], attachments: [] },
    });
    const version = { model: 'writer', modelVersion: '1', promptVersion: given.version ?? 'v7' };
    const correction: Correction = {
      ...{ proposalId: `${given.version ?? 'v7'}-${n}`, revision: 1, at: '2026-11-28T10:00:00Z' },
      ...{ workflow: { id: 'w', name: 'W' }, template: given.template ?? null, ...version },
      ...{ action: 'approve_edited', reason: null, before: mail(body), after: mail(after) },
      ...{ context: null, claims: [] },
    };
    return {
      proposalId: correction.proposalId,
      ...{ version, template: correction.template },
      changes: after === body ? [] : changesOf(correction, compare),
    };
  });
}
