import { seedProposals } from '../../src/demo/seed/seed.ts';
import type { World } from '../../src/demo/world/world.ts';

/** One of many like it, told apart by the number in its subject. */
export type Numbered = { number: string; proposalId: string; draftId: string; threadId: string };

/** The number as the probe finds it in the subject. */
export const numberOf = (at: number): string => String(at).padStart(6, '0');

/** Submits `count` mails through the public API, each with its draft in the mailbox. */
export async function proposeDrafts(world: World, count: number): Promise<Numbered[]> {
  const [seed] = seedProposals(Date.now()).filter(
    ({ input, draft, reply }) => input.content.kind === 'email.draft' && draft && !reply,
  );
  if (seed?.input.content.kind !== 'email.draft') throw new Error('there is no seed with a draft');
  const { content } = seed.input;
  const made: Numbered[] = [];
  for (let at = 1; at <= count; at += 1) {
    const number = numberOf(at);
    const input = {
      ...seed.input,
      externalId: `bench-${number}`,
      content: { ...content, subject: `No ${number}: ${content.subject}` },
    };
    const { proposalId, draftId } = await world.propose({ ...seed, input });
    const draft = world.gmail.drafts().find((one) => one.draftId === draftId);
    if (!draft || !draftId) throw new Error('the draft is not in the mailbox');
    made.push({ number, proposalId, draftId, threadId: draft.threadId });
  }
  return made;
}

/** Submits one mail that has no place in the mailbox: what the long queue is made of. */
export async function proposeUnplaced(world: World): Promise<void> {
  const [seed] = seedProposals(Date.now()).filter(
    ({ input, reply }) => input.content.kind === 'email.draft' && !reply,
  );
  if (seed?.input.content.kind !== 'email.draft') throw new Error('there is no seed');
  const { content } = seed.input;
  const subject = `No ${numberOf(0)}: ${content.subject}`;
  const input = { ...seed.input, externalId: 'bench', content: { ...content, subject } };
  await world.propose({ input, draft: false, reply: false });
}
