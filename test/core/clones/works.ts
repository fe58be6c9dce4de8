import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import type { RecordWork } from '../../../src/core/clones/work-key.ts';
import { BUYERS, type Buyer } from './drafts.ts';

type Of<K extends RecordWork['kind']> = Extract<RecordWork, { kind: K }>;
const AT = '2030-01-03T09:00:00.000Z';

/** An enrollment of one campaign: the same steps for everybody. */
export function enrollmentOf(
  buyer: Buyer,
  change: Partial<Of<'sequence.enroll'>> = {},
): CloneSubject {
  const content: Of<'sequence.enroll'> = {
    kind: 'sequence.enroll',
    contact: { system: 'hubspot', object: 'contact', id: `c-${buyer.domain}`, label: buyer.name },
    email: `mail@${buyer.domain}`,
    sequence: { id: 'seq-7', name: 'Dock planning', version: '3' },
    steps: [
      { channel: 'email', at: AT, subject: 'Docks by hand?', body: 'Shall I send you two lines?' },
      { channel: 'call', at: AT },
    ],
    ...change,
  };
  return subjectOf(buyer, content);
}

/** An update of one campaign: the same field to the same value. */
export function updateOf(buyer: Buyer, change: Partial<Of<'record.update'>> = {}): CloneSubject {
  const content: Of<'record.update'> = {
    kind: 'record.update',
    record: {
      system: 'hubspot',
      object: 'deal',
      id: `d-${buyer.domain}`,
      label: `${buyer.company} 2030`,
    },
    changes: [
      { field: 'stage', before: 'new', after: 'qualified' },
      { field: 'list_price', before: 490, after: 450 },
    ],
    ...change,
  };
  return subjectOf(buyer, content);
}

function subjectOf(buyer: Buyer, content: RecordWork): CloneSubject {
  return {
    proposalId: `${content.kind}-${buyer.domain}`,
    workflow: { id: 'outbound' },
    kind: content.kind,
    template: 'dock-planning',
    revision: 1,
    state: 'pending',
    lane: 'human',
    tier: 'medium',
    content,
    claims: [
      {
        id: 'fits',
        statement: `${buyer.company} plans its docks by hand.`,
        status: 'supported',
        evidence: [{ source: 'Company site', quote: `${buyer.company} plans its docks by hand.` }],
      },
    ],
    flags: [],
    context: { company: buyer.company, recipientName: buyer.name },
  };
}

const [petra, ana] = BUYERS as [Buyer, Buyer, ...Buyer[]];
const enroll = enrollmentOf(ana);
const update = updateOf(ana);
const [claim] = enroll.claims;
if (!claim) throw new Error('there is one');
const steps = (enroll.content as Of<'sequence.enroll'>).steps;
const changes = (update.content as Of<'record.update'>).changes;
const step = (change: Partial<(typeof steps)[number]>) =>
  enrollmentOf(ana, { steps: steps.map((one, at) => (at === 0 ? { ...one, ...change } : one)) });
const changed = (at: number, change: Partial<(typeof changes)[number]>) =>
  updateOf(ana, {
    changes: changes.map((one, index) => (index === at ? { ...one, ...change } : one)),
  });
const flag = (severity: 'low' | 'high') => ({
  ...{ code: 'agent.tone', origin: 'agent' as const, severity, message: 'Brisk.' },
});

/** Each is Ana's enrollment with one thing wrong or unlike. */
export const ENROLLMENT_MISSES: Record<string, CloneSubject> = {
  "another company's fact": {
    ...enroll,
    claims: [{ ...claim, statement: `${petra.company} plans its docks by hand.` }],
  },
  "another company's evidence": {
    ...enroll,
    claims: [
      {
        ...claim,
        evidence: [{ source: 'Company site', quote: `${petra.company} plans by hand.` }],
      },
    ],
  },
  'one unsupported claim': { ...enroll, claims: [{ ...claim, status: 'unsupported' }] },
  'a claim more': { ...enroll, claims: [claim, { ...claim, id: 'more', statement: 'It grew.' }] },
  "another recipient's name in the text": step({ body: 'Petra, shall I send you two lines?' }),
  "its own recipient's name in the text": step({ body: 'Ana, shall I send you two lines?' }),
  'another price in the text': step({ body: 'Shall I send you two lines, for 39 €?' }),
  'another word in the text': step({ body: 'Shall I send you three lines?' }),
  'a step at another time': step({ at: '2030-01-04T09:00:00.000Z' }),
  'another channel': step({ channel: 'social' }),
  'a step less': enrollmentOf(ana, { steps: steps.slice(1) }),
  'another version of the sequence': enrollmentOf(ana, {
    sequence: { id: 'seq-7', name: 'Dock planning', version: '4' },
  }),
  'another system': enrollmentOf(ana, {
    contact: { system: 'salesforce', object: 'contact', id: '1', label: ana.name },
  }),
  'a record without a name': enrollmentOf(ana, {
    contact: { system: 'hubspot', object: 'contact', id: '1' },
  }),
  'a name that the record contradicts': enrollmentOf(ana, {
    contact: { system: 'hubspot', object: 'contact', id: '1', label: petra.name },
  }),
  'a rule that keeps them out': {
    ...enroll,
    context: {
      ...enroll.context,
      sequence: { exclusions: [{ rule: 'Opted out', excludes: true }] },
    },
  },
  'another sequence that they are in': {
    ...enroll,
    context: { ...enroll.context, sequence: { enrolled: [{ name: 'Other' }] } },
  },
  'earlier touches': { ...enroll, context: { ...enroll.context, touches: 1 } },
  'a flag that others have not': { ...enroll, flags: [flag('low')] },
  'a flag of high severity': { ...enroll, flags: [flag('high')] },
  'another template': { ...enroll, template: 'other' },
  'another risk tier': { ...enroll, tier: 'high' },
  'an audit sample': { ...enroll, lane: 'auto' },
  'a decision before': { ...enroll, state: 'recalled' },
  'an earlier revision': { ...enroll, revision: 2 },
};

/** Each is Ana's update with one thing wrong or unlike. */
export const UPDATE_MISSES: Record<string, CloneSubject> = {
  'a changed price': changed(1, { after: 440 }),
  'a price as text': changed(1, { after: '450' }),
  'another price before': changed(1, { before: 500 }),
  'another value': changed(0, { after: 'lost' }),
  'another field': changed(0, { field: 'state' }),
  'a field more': updateOf(ana, { changes: [...changes, { field: 'x', before: null, after: 1 }] }),
  'a field less': updateOf(ana, { changes: changes.slice(0, 1) }),
  "another company's evidence": {
    ...update,
    claims: [
      { ...claim, evidence: [{ source: 'Site', quote: `${petra.company} plans by hand.` }] },
    ],
  },
  'one unsupported claim': { ...update, claims: [{ ...claim, status: 'contradicted' }] },
  'its own name in a value': changed(0, { after: 'call Nordfracht' }),
  'another object': updateOf(ana, {
    record: { system: 'hubspot', object: 'company', id: '1', label: 'Nordfracht AG 2030' },
  }),
  'sources that differ': {
    ...update,
    context: {
      ...update.context,
      fields: [{ field: 'stage', alternatives: [{ value: 'lost', source: 'Mail' }] }],
    },
  },
  'another hand on the field': {
    ...update,
    context: { ...update.context, fields: [{ field: 'stage', changedBy: 'Tom' }] },
  },
  'the same fields as enrichment': {
    ...update,
    kind: 'contact.enrich',
    content: {
      kind: 'contact.enrich',
      contact: (update.content as Of<'record.update'>).record,
      changes,
    },
  },
};
