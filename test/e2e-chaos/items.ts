import { ProblemError } from '../../src/client/problem-error.ts';
import type { ProposalInput } from '../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import { AGENTS, MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import type { World } from '../../src/demo/world/world.ts';
import type { Random } from '../gate/chaos/random.ts';

/** What the person means to do with an item when it comes up. */
export type Plan = 'approve' | 'edit' | 'reject' | 'undo';

export type Item = {
  number: number;
  proposalId: string;
  delivery: 'gate' | 'compose';
  /** empty: there is no draft in the mailbox */
  draftId: string;
  plan: Plan;
};

const workflow = (id: string, undoSeconds: number): WorkflowInput => ({
  id,
  name: `Reviewed mail, ${id}`,
  pattern: 'pre-approval',
  owner: MANAGER.email,
  kinds: ['email.draft'],
  policy: { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'], undoSeconds },
});

/** `slow` leaves time to take a decision back. */
export const WORKFLOWS = [workflow('quick', 1), workflow('slow', 5)];

/** A number as letters: figures that no evidence contains would be marked in the text. */
export const lettersOf = (number: number): string =>
  [...String(number)].map((digit) => 'abcdefghij'[Number(digit)] ?? '').join('');
export const numberOf = (letters: string): number =>
  Number([...letters].map((letter) => 'abcdefghij'.indexOf(letter)).join(''));

const TO = { name: 'Ana Ruiz', email: 'ana.ruiz@acme-robotics.example' };

/** What the person types into an item that is edited. */
export const typedInto = (number: number): string => ` as edited by me, ${lettersOf(number)}`;

/** The mail's text by what was decided, blanks made one. */
export function textsOf({ number, delivery }: Item): { approve: string; approve_edited: string } {
  const [first, second] = ['Hi Ana,', `this is item ${lettersOf(number)} of the run.`];
  const typed = typedInto(number).trim();
  return {
    approve: `${first} ${second}`,
    approve_edited:
      delivery === 'compose' ? `${first} ${typed} ${second}` : `${first} ${second} ${typed}`,
  };
}

/** Draws what the next item is. Edits in a compose need one; undoing needs the time for it. */
function draw(chance: Random, number: number): Omit<Item, 'proposalId' | 'draftId'> {
  const delivery = chance.next() < 0.3 ? 'compose' : 'gate';
  const at = chance.next();
  const plan = at < 0.55 ? 'approve' : at < 0.7 ? 'edit' : at < 0.85 ? 'reject' : 'undo';
  return { number, delivery, plan };
}

/** Writes the draft, where there is one, and proposes it until the gate has it. */
export async function propose(
  world: World,
  chance: Random,
  on: { number: number; surprised: (what: string) => void },
): Promise<Item> {
  const item = draw(chance, on.number);
  const { number, delivery, plan } = item;
  const subject = `Item ${lettersOf(number)}`;
  const lines = ['Hi Ana,', `this is item ${lettersOf(number)} of the run.`];
  const draftId =
    delivery === 'compose' || chance.next() < 0.1
      ? world.gmail.createDraft({
          to: [TO],
          subject,
          bodyHtml: lines.map((line) => `<div>${line}</div>`).join(''),
        }).draftId
      : '';
  const input: ProposalInput = {
    workflowId: plan === 'undo' ? 'slow' : 'quick',
    externalId: `chaos-${number}`,
    agent: AGENTS.scribe[1],
    confidence: 0.9,
    reasoning: [],
    claims: [],
    flags: [],
    context: { recipientName: TO.name, company: 'Acme Robotics' },
    content: {
      kind: 'email.draft',
      delivery,
      from: { email: REP.email, name: REP.name },
      to: [TO],
      cc: [],
      bcc: [],
      subject,
      body: lines.map((line) => `<p>${line}</p>`).join(''),
      attachments: [],
    },
    ...(draftId ? { placement: { host: 'gmail', account: REP.email, draftId } } : {}),
  };
  for (;;) {
    try {
      const { id: proposalId } = await world.agents.scribe.propose(input);
      return { ...item, proposalId, draftId };
    } catch (error) {
      // Away, or on its way back. Any other answer is none that an agent should get.
      if (error instanceof ProblemError && error.status !== 503)
        on.surprised(`proposal ${number}: ${error.status} ${error.message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
