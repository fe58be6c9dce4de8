import type { SeedProposal } from './seed/build.ts';
import { seedProposals } from './seed/seed.ts';
import type { World } from './world/world.ts';

/**
 * The scripted agent: goes on proposing through the public API, one mail every `everyMs`, until the
 * signal ends. It works through the seeded mails again, as new drafts to the same people.
 */
export async function keepProposing(input: {
  world: World;
  everyMs: number;
  signal: AbortSignal;
  say: (line: string) => void;
}): Promise<void> {
  const { world, everyMs, signal, say } = input;
  const mails = seedProposals(Date.now()).filter(
    ({ input }) => input.content.kind === 'email.draft',
  );
  for (let round = 1; !signal.aborted; round += 1) {
    for (const seed of mails) {
      await pause(everyMs, signal);
      if (signal.aborted) return;
      const next: SeedProposal = {
        ...seed,
        input: { ...seed.input, externalId: `${seed.input.externalId}-again-${round}` },
      };
      await world.propose(next).then(
        () => say(`The agent proposed: ${subjectOf(next)}`),
        (error: unknown) => say(`The agent's proposal was refused: ${String(error)}`),
      );
    }
  }
}

const subjectOf = ({ input }: SeedProposal): string =>
  input.content.kind === 'email.draft' ? input.content.subject : input.content.kind;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
