import { randomUUID } from 'node:crypto';
import { createClient } from '../../../src/client/client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import type { ProposalInput } from '../../../src/core/schema/proposal.ts';
import type { Random } from '../chaos/random.ts';
import type { History } from './history.ts';
import { proposalOf, revised } from './material.ts';
import { answered, pause, type Surprised } from './persist.ts';

/** An agent proposes, revises, withdraws and reports at random until `ended`; keeps what it was told. */
export async function actAsAgent(at: {
  url: string;
  key: string;
  chance: Random;
  told: History['agents'];
  surprised: Surprised;
  ended(): boolean;
  everyMs: number;
}): Promise<void> {
  const { chance, told, surprised } = at;
  // One try a call: what repeats here is the test's.
  const client = createClient({ url: at.url, key: at.key, retry: { attempts: 1 } });
  const own: { id: string; revision: number; input: ProposalInput }[] = [];
  // Decided, expired or suppressed meanwhile: the agent may not know yet.
  const late = { surprised, refusals: ['not-open', 'not-found', 'suppressed', 'conduct'] };
  while (!at.ended()) {
    const draw = chance.next();
    const mine = chance.pick(own.slice(-12));
    if (draw < 0.6 || !mine) {
      const input = proposalOf(chance);
      const answer = await answered('a proposal', () => client.propose(input), { surprised });
      if (answer instanceof ProblemError) continue;
      own.push({ id: answer.id, revision: answer.revision, input });
      told.proposed.push({ id: answer.id, revision: answer.revision });
    } else if (draw < 0.75) {
      const input = revised(mine.input, mine.revision + 1);
      const answer = await answered('a revision', () => client.revise(mine.id, input), late);
      if (answer instanceof ProblemError) continue;
      Object.assign(mine, { input, revision: answer.revision });
      told.proposed.push({ id: mine.id, revision: answer.revision });
    } else if (draw < 0.85) {
      const answer = await answered('a withdrawal', () => client.withdraw(mine.id), late);
      // Where it was too late for that, the answer says what it is instead.
      if (!(answer instanceof ProblemError) && answer.state === 'withdrawn')
        told.withdrawn.push(mine.id);
    } else {
      const at_ = new Date().toISOString();
      const signal = { id: randomUUID(), type: 'delivered', at: at_, proposalId: mine.id } as const;
      await answered('a signal', () => client.reportSignal(signal), { surprised });
    }
    await pause(at.everyMs * (0.5 + chance.next()));
  }
}
