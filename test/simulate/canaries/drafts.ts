import type { Claim } from '../../../src/core/schema/claim.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import type { ProposalInput } from '../../../src/core/schema/proposal.ts';
import type { Random } from '../../../src/core/stats/random.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';

const FIRST = ['Dana', 'Mika', 'Rosa', 'Noor', 'Theo', 'Lena', 'Paul', 'Iris', 'Omar', 'June'];
const LAST = [
  'Berg',
  'Costa',
  'Novak',
  'Lind',
  'Marsh',
  'Okoye',
  'Ferrer',
  'Haas',
  'Silva',
  'Wood',
];
const FIRMS = [
  'Acme Foods',
  'Tern Labs',
  'Osprey Bank',
  'Willow Rail',
  'Cobalt Air',
  'Fjord Paper',
];
const LINES: readonly ((of: { firm: string; n: number; m: number }) => string)[] = [
  ({ firm }) => `I read that ${firm} has opened an office in Lisbon.`,
  ({ n }) => `Your team has ${n} people in support.`,
  ({ m }) => `Others saved ${m} % of their time in the first month.`,
  ({ firm, n }) => `${firm} lists ${n} open roles on its site.`,
  ({ m }) => `The plan costs €${m}00 a year.`,
  () => 'We help teams that grow to keep their answers short.',
  () => 'Would a short call next week make sense?',
  ({ n }) => `A customer of ours handles ${n}0 requests a day with it.`,
  ({ firm }) => `Is this something that ${firm} looks at this year?`,
  () => 'Your colleague pointed me to you.',
];
const OUT = 'If you would rather not hear from me, reply "stop" and I will not write again.';

const pick = <T>(list: readonly T[], random: Random): T => {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('an empty list');
  return one;
};
const whole = (from: number, to: number, random: Random): number =>
  from + Math.floor(random() * (to - from));

/** A mail, or a record update, as an agent might write it; no two alike. */
export function draft(index: number, random: Random): ProposalInput {
  const of = { firm: pick(FIRMS, random), n: whole(12, 99, random), m: whole(12, 80, random) };
  const [first, last] = [pick(FIRST, random), pick(LAST, random)];
  const input = {
    ...{ workflowId: 'earning', externalId: `x${index}`, template: `t${whole(1, 9, random)}` },
    agent: { model: 'writer', modelVersion: String(whole(1, 4, random)) },
    confidence: Math.round((0.6 + 0.4 * random()) * 100) / 100,
    reasoning: Array.from({ length: whole(1, 5, random) }, () => ({
      text: pick(LINES, random)(of),
    })),
    flags: [],
    context: {
      ...{ company: of.firm, recipientName: `${first} ${last}`, touches: whole(0, 6, random) },
    },
  };
  if (random() < 0.25) return { ...input, claims: [], content: update(of, random) };
  const lines = [
    `Hi ${first},`,
    ...Array.from({ length: whole(2, 7, random) }, () => pick(LINES, random)(of)),
    ...(random() < 0.5 ? [OUT] : []),
    'Best, Ana',
  ];
  const body = authoredOf(lines.join('\n'));
  const text = plainOf(body).text;
  const claims = lines.slice(1, 3).flatMap((line, at): Claim[] => {
    const start = text.indexOf(line);
    const span = { field: 'body' as const, start, end: start + line.length, text: line };
    const evidence = [{ source: 'company site', quote: line }];
    return [{ id: `c${at}`, statement: line, status: 'supported', span, evidence }];
  });
  const content: Content = {
    ...{
      kind: 'email.draft',
      delivery: 'gate',
      from: { email: 'ana@seller.example', name: 'Ana' },
    },
    to: [{ email: `p${index}@buyer.example`, name: `${first} ${last}` }],
    ...{ cc: [], bcc: [], subject: `A question about ${of.firm}`, body, attachments: [] },
  };
  return { ...input, claims, content };
}

function update(of: { firm: string; n: number }, random: Random): Content {
  return {
    ...{
      kind: 'record.update',
      record: { system: 'HubSpot', object: 'company', id: String(of.n) },
    },
    changes: [
      { field: 'employees', before: null, after: `${of.n} people` },
      { field: 'note', before: null, after: pick(LINES, random)({ ...of, m: 20 }) },
    ],
  };
}
