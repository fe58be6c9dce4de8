import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloneSubject } from '../../src/core/clones/subject.ts';
import type { Content } from '../../src/core/schema/content.ts';
import type { EmailContent } from '../../src/core/schema/email.ts';
import { KINDS } from '../../src/core/schema/kind.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import { AGENTS, MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { SAMPLES } from '../core/review/samples.ts';
import type { Stage } from './stage.ts';

/** What executes the work that isn't a mail. */
export const system = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end('{"externalRef":"done"}');
  });
});
await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
/** Work of every kind, with six seconds to undo it. */
export const MIXED: WorkflowInput = {
  ...{ id: 'mixed', name: 'Mixed work', pattern: 'pre-approval', owner: MANAGER.email },
  kinds: [...KINDS],
  policy: {
    ...DEFAULT_POLICY,
    ...{ ownCompanies: ['Brightloop'], undoSeconds: 6 },
    pricing: { finance: [REP.email], maxDiscount: 25 },
  },
  executorUrl: `http://127.0.0.1:${(system.address() as AddressInfo).port}/hook`,
};
let count = 0;

const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

/** A mail with a contradicted fact in it. */
export async function mail(stage: Stage): Promise<string> {
  count += 1;
  const name = letters(count);
  const text = `Your team ${name} grew by 40 % last year.`;
  const body = `<p>Hi Ana,</p><p>${text} Shall we talk?</p>`;
  const start = `Hi Ana,\n${text}`.indexOf('grew');
  const span = { field: 'body' as const, start, end: start + 12, text: 'grew by 40 %' };
  const quote = 'Headcount rose by 12 % in a year.';
  const evidence = [{ source: 'Annual report', quote, url: 'https://acme.example/report' }];
  const { proposalId } = await stage.propose({
    ...{ delivery: 'gate', draft: false, workflowId: 'mixed', body },
    more: {
      claims: [{ id: 'growth', statement: text, span, status: 'contradicted', evidence }],
    },
  });
  return proposalId;
}

/** A clone as its agent submits it; a mail from the rep's own mailbox. */
export async function clone(stage: Stage, { content, ...subject }: CloneSubject): Promise<string> {
  count += 1;
  const from = { email: REP.email, name: REP.name };
  const { claims, context, template, slots } = subject;
  const { id } = await stage.world.agents.scribe.propose({
    ...{ workflowId: 'mixed', externalId: `clone-${count}`, agent: AGENTS.scribe[1] },
    ...{ confidence: 0.9, reasoning: [{ text: 'It fits.' }], claims, flags: [] },
    ...(template ? { template } : {}),
    ...(slots ? { slots } : {}),
    ...(context ? { context } : {}),
    content: content.kind === 'email.draft' ? { ...(content as EmailContent), from } : content,
  });
  return id;
}

/** Work of every kind about somebody nobody has heard of. */
export async function work(stage: Stage, n: number): Promise<string> {
  const { 'email.draft': _mail, ...kinds } = SAMPLES;
  const all: Content[] = Object.values(kinds);
  const sample = all[n % all.length];
  if (!sample) throw new Error('there are nine');
  count += 1;
  const label = `Case ${letters(count)}`;
  const about = { system: 'custom', object: 'thing', id: `w${count}`, label };
  const named = Object.fromEntries(
    ['record', 'contact', 'lead', 'deal'].filter((key) => key in sample).map((key) => [key, about]),
  );
  const meeting =
    sample.kind === 'meeting.schedule'
      ? { calendar: REP.email, attendees: [`a${count}@guests.example`] }
      : {};
  const enroll = sample.kind === 'sequence.enroll' ? { email: `e${count}@guests.example` } : {};
  const { id } = await stage.world.agents.steward.propose({
    ...{ workflowId: 'mixed', externalId: `work-${count}`, agent: AGENTS.steward[0] },
    ...{ confidence: 0.9, reasoning: [{ text: 'It fits.' }], claims: [], flags: [] },
    content: { ...sample, ...named, ...meeting, ...enroll },
  });
  return id;
}

/** What the gate took, by proposal. */
export async function takenBy(stage: Stage): Promise<Map<string, string>> {
  const rows = await stage.rows(
    "select proposal_id, action, reason ->> 'code' as code from decisions where status = 'accepted'",
  );
  return new Map(
    rows.map(({ proposal_id, action, code }) => [
      String(proposal_id),
      code === null ? String(action) : `${action} ${code}`,
    ]),
  );
}
