import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import type { Flag } from '../../../src/core/schema/claim.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import { BUYERS, type Buyer, draftFor } from './drafts.ts';

const [petra, ana] = BUYERS as [Buyer, Buyer, ...Buyer[]];
const content = (draft: CloneSubject, change: Partial<EmailContent>): CloneSubject => ({
  ...draft,
  content: { ...(draft.content as EmailContent), ...change },
});
const replaced = (draft: CloneSubject, from: string, to: string): CloneSubject => {
  const { body } = draft.content as EmailContent;
  if (!body.includes(from)) throw new Error(`the body does not hold ${from}`);
  return content(draft, { body: body.replace(from, to) });
};
const flag = (change: Partial<Flag>): Flag => ({
  code: 'agent.tone',
  origin: 'agent',
  severity: 'low',
  message: 'The tone is brisk.',
  ...change,
});

/** Each is Ana's draft with one thing wrong or unlike: none may be batched with the others'. */
export const NEAR_MISSES: Record<string, CloneSubject> = {
  "another company's fact, evidence and all": draftFor(ana, {
    sites: '12',
    quote: `${petra.company} plans transports from 12 sites.`,
  }),
  "another company's fact, its own evidence": draftFor(ana, { sites: '12' }),
  "another company's evidence that happens to hold the number": draftFor(ana, {
    quote: `${petra.company} plans transports from 9 sites.`,
  }),
  'evidence that names no company': draftFor(ana, { quote: 'They plan from 9 sites.' }),
  'a number that its evidence has only as part of another': draftFor(ana, {
    quote: 'Nordfracht plans transports from 9,400 sites.',
  }),
  'a price where the others have none': draftFor(ana, { line: 'The plan is 39 € a month.' }),
  'a price as a merge slot': (() => {
    const draft = draftFor(ana, { line: 'The plan is 49 € a month.' });
    const { body } = draft.content as EmailContent;
    const start = body
      .replace(/<\/p>/g, '\n')
      .replace(/<[^>]*>/g, '')
      .indexOf('49');
    const evidence = [{ source: 'Price list', quote: 'Nordfracht pays 49 a month.' }];
    const span = { field: 'body' as const, start, end: start + 2, text: '49' };
    return {
      ...draft,
      slots: [...(draft.slots ?? []), { name: 'price', of: 'fact' as const, span, evidence }],
    };
  })(),
  'one unsupported claim': (() => {
    const draft = draftFor(ana);
    return {
      ...draft,
      claims: draft.claims.map((one) => ({ ...one, status: 'unsupported' as const })),
    };
  })(),
  'one claim more': (() => {
    const draft = draftFor(ana);
    const [claim] = draft.claims;
    return {
      ...draft,
      claims: claim ? [claim, { ...claim, id: 'more', statement: 'It grew.' }] : [],
    };
  })(),
  'a claim without evidence': (() => {
    const draft = draftFor(ana);
    return { ...draft, claims: draft.claims.map((one) => ({ ...one, evidence: [] })) };
  })(),
  "another recipient's name in the text": draftFor(ana, { first: 'Petra' }),
  "another recipient's name, not declared": draftFor(ana, {
    first: 'Petra',
    slots: 'without-name',
  }),
  "another company's name": draftFor(ana, { company: 'Huber Logistik' }),
  'a name that the record contradicts': (() => {
    const draft = draftFor(ana);
    return { ...draft, context: { ...draft.context, recipientName: 'Petra Wolf' } };
  })(),
  'a word more outside the slots': replaced(draftFor(ana), 'by hand', 'still by hand'),
  'a link where others have text': replaced(
    draftFor(ana),
    'two lines',
    '<a href="https://elsewhere.example/x">two lines</a>',
  ),
  'words in bold that others have plain': replaced(draftFor(ana), 'by hand', '<b>by hand</b>'),
  'another template': { ...draftFor(ana), template: 'other' },
  'another workflow': { ...draftFor(ana), workflow: { id: 'other' } },
  'another risk tier': { ...draftFor(ana), tier: 'high' },
  'a flag of high severity': { ...draftFor(ana), flags: [flag({ severity: 'high' })] },
  'a flag that others have not': { ...draftFor(ana), flags: [flag({})] },
  'an audit sample': { ...draftFor(ana), lane: 'auto' },
  'a blind look first': { ...draftFor(ana), blind: { reason: 'share' } },
  'an approval that was recalled': {
    ...draftFor(ana),
    recalled: { at: '2026-11-28T10:00:00Z', reason: 'the review was not deliberate' },
  },
  'a decision before': { ...draftFor(ana), state: 'recalled' },
  'an earlier revision': { ...draftFor(ana), revision: 2 },
  'earlier touches': { ...draftFor(ana), context: { ...draftFor(ana).context, touches: 1 } },
  'a thread': content(draftFor(ana), { thread: { inReplyTo: '<a@b.example>', references: [] } }),
  'one more in copy': content(draftFor(ana), { cc: [{ email: 'boss@nordfracht.example' }] }),
  'two recipients': content(draftFor(ana), {
    to: [{ email: 'ana@nordfracht.example', name: 'Ana Reyes' }, { email: 'b@nordfracht.example' }],
  }),
  'another sender': content(draftFor(ana), { from: { email: 'other@acme.example' } }),
  'another signature': content(draftFor(ana), { tail: '<p>Rae</p>' }),
  'an attachment': content(draftFor(ana), {
    attachments: [{ name: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64) }],
  }),
  'sent from its own compose': content(draftFor(ana), { delivery: 'compose' }),
  'no slots declared': draftFor(ana, { slots: 'none' }),
};
