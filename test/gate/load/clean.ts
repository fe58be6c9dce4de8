import type { History } from './history.ts';

type Log = History['log'][number];
type Dispatch = History['rows']['dispatches'][number];

/** The clean run's clock starts here, in milliseconds. */
export const START = Date.parse('2026-01-05T09:00:00Z');
export const at = (ms: number): string => new Date(START + ms).toISOString();

/** The rows of one thing's way through its states, 10 ms apart. */
export function way(
  subject: string,
  subjectId: string,
  { from, states, of }: { from: number; states: readonly string[]; of: string },
): Log[] {
  return states.map((became, n) => ({
    at: at(from + n * 10),
    subject,
    subjectId,
    proposalId: of,
    was: states[n - 1] ?? null,
    became,
    data: {},
  }));
}

const proposal = (id: string, change: Partial<History['proposals'][number]>) => ({
  id,
  state: 'executed',
  revision: 1,
  workflowId: 'mail',
  kind: 'email.draft',
  lane: 'human',
  recipients: [`${id}@buyer.example`],
  ...change,
});

const dispatch = (id: string, executor: string, change: Partial<Dispatch> = {}): Dispatch => ({
  id: `dispatch-${id}`,
  proposalId: id,
  clearanceId: `clearance-${id}`,
  state: 'executed',
  executor,
  contentDigest: `digest-${id}`,
  handedOverAt: START + 1_030,
  finishedAt: START + 1_040,
  ...change,
});

const decision = (id: string, action: string) => ({
  id: `decision-${id}`,
  proposalId: id,
  revision: 1,
  action,
  accepted: true,
  standing: true,
  contentDigest: `digest-${id}`,
});

const told = (
  id: string,
  action: 'approve' | 'reject',
  text: string,
): History['decisions'][number] => ({
  decisionId: `decision-${id}`,
  proposalId: id,
  revision: 1,
  action,
  text,
  answer: 'accepted',
});

const call = (id: string, kind: string) => ({
  clearanceId: `clearance-${id}`,
  proposalId: id,
  kind,
  contentDigest: `digest-${id}`,
});

/** A record that goes by itself, and what the gate and a device send. */
const SENT = ['pending', 'approved', 'dispatching', 'executed'];
const HANDED = ['queued', 'claimed', 'handing_over', 'executed'];

const LOG: Log[] = [
  ...['mail', 'draft', 'record'].flatMap((id) =>
    way('proposal', id, { from: 0, states: SENT, of: id }),
  ),
  ...way('proposal', 'price', { from: 0, states: [...SENT.slice(0, 3), 'unknown'], of: 'price' }),
  ...way('proposal', 'no', { from: 0, states: ['pending', 'rejected'], of: 'no' }),
  ...['mail', 'draft', 'price', 'no'].flatMap((id) =>
    way('decision', `decision-${id}`, { from: 10, states: ['accepted'], of: id }),
  ),
  ...['mail', 'draft', 'record', 'price'].flatMap((id) =>
    way('clearance', `clearance-${id}`, { from: 10, states: ['open', 'redeemed'], of: id }),
  ),
  ...['mail', 'record'].flatMap((id) =>
    way('dispatch', `dispatch-${id}`, { from: 1_000, states: HANDED, of: id }),
  ),
  ...way('dispatch', 'dispatch-price', {
    from: 1_000,
    states: [...HANDED.slice(0, 3), 'unknown'],
    of: 'price',
  }),
  ...way('dispatch', 'dispatch-draft', {
    from: 1_000,
    states: ['claimed', 'executed'],
    of: 'draft',
  }),
];

/** A run that kept every rule: a mail, a draft in Gmail, a record, a price that was cut off, a no. */
export function clean(): History {
  const records = { workflowId: 'records', kind: 'contact.enrich', lane: 'auto', recipients: [] };
  const prices = { workflowId: 'prices', kind: 'price.quote', state: 'unknown', recipients: [] };
  const proposals = [
    proposal('mail', {}),
    proposal('draft', {}),
    proposal('record', records),
    proposal('price', prices),
    proposal('no', { state: 'rejected' }),
  ];
  const ends = proposals.map(({ id, state }): [string, string] => [id, `1 ${state}`]);
  const entry = (proposalId: string, state: string) => ({
    proposalId,
    revision: 1,
    state,
    removed: false,
  });
  return structuredClone({
    agents: {
      proposed: proposals.map(({ id, revision }) => ({ id, revision })),
      withdrawn: [],
    },
    decisions: [
      told('mail', 'approve', 'as approved'),
      told('draft', 'approve', 'as drafted'),
      told('price', 'approve', ''),
      told('no', 'reject', ''),
    ],
    devices: {
      redeemed: [{ clearanceId: 'clearance-draft', dispatchId: 'dispatch-draft' }],
      wrongly: [],
      reported: [{ dispatchId: 'dispatch-draft', outcome: 'executed', state: 'executed' }],
    },
    pauses: [{ workflowId: 'mail', from: START + 5_000, to: START + 6_000 }],
    suppressed: [{ address: 'mail@buyer.example', from: START + 5_000 }],
    readers: [
      {
        name: 'manager 1',
        pages: [
          {
            cursor: '100.1',
            resync: false,
            entries: proposals.map(({ id }) => entry(id, 'pending')),
          },
          { cursor: '100.7', resync: false, entries: [entry('mail', 'dispatching')] },
          {
            cursor: '101.2',
            resync: false,
            entries: proposals.map(({ id, state }) => entry(id, state)),
          },
        ],
        followed: new Map(ends),
        fresh: new Map(ends),
        visible: proposals.map(({ id, state, revision }) => ({ id, state, revision })),
      },
    ],
    mails: [{ messageId: '<clearance-mail@seller.example>', subject: 'x', text: 'as approved\n' }],
    calls: [call('record', 'contact.enrich'), call('record', 'contact.enrich')],
    callDigests: ['digest-record', 'digest-record'],
    proposals,
    rows: {
      decisions: [
        ...['mail', 'draft', 'price'].map((id) => decision(id, 'approve')),
        decision('no', 'reject'),
      ],
      clearances: ['mail', 'draft', 'record', 'price'].map((id) => ({
        id: `clearance-${id}`,
        proposalId: id,
        revision: 1,
        decisionId: id === 'record' ? null : `decision-${id}`,
        state: 'redeemed',
        contentDigest: `digest-${id}`,
      })),
      dispatches: [
        dispatch('mail', 'gate:smtp'),
        dispatch('draft', 'gmail-compose:device'),
        dispatch('record', 'gate:webhook'),
        dispatch('price', 'gate:webhook', { state: 'unknown' }),
      ],
    },
    log: LOG,
    verdict: { findings: [], unsealed: 0, rows: LOG.length, signatures: 4 },
    kills: [{ what: 'gate', from: START + 1_035, to: START + 1_036 }],
    surprises: [],
  });
}
