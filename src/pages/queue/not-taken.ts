import { signal } from '@preact/signals';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import { type NotTaken, whatWasNotTaken } from '../../store/not-taken.ts';
import type { SpaceStore } from '../../store/spaces.ts';
import { t } from '../../words/t.ts';

type Ask = (
  name: 'not-taken.seen',
  payload: Payload<PagesToWorker, 'not-taken.seen'>,
) => Promise<Reply<PagesToWorker, 'not-taken.seen'>>;

/** Decisions that did not count, of all spaces, until the person has seen them. */
export function createNotTaken(input: { spaces: () => Promise<readonly SpaceStore[]>; ask: Ask }) {
  const list = signal<readonly (NotTaken & { space: string })[]>([]);
  const open = signal(false);
  const problem = signal('');
  let reading = 0;

  return {
    list,
    open,
    problem,
    /** Reads them anew; a slow reading never overwrites a newer one. */
    async read(): Promise<void> {
      reading += 1;
      const mine = reading;
      const each = await Promise.all(
        (await input.spaces()).map(async ({ id, db }) =>
          (await whatWasNotTaken(db)).map((one) => ({ ...one, space: id })),
        ),
      );
      const all = each.flat();
      if (mine !== reading || (all.length === 0 && list.value.length === 0)) return;
      list.value = all;
      if (all.length === 0) open.value = false;
    },
    /** The person has seen it. */
    async seen(one: { space: string; decisionId: string }): Promise<void> {
      problem.value = '';
      try {
        await input.ask('not-taken.seen', one);
        await this.read();
      } catch {
        problem.value = t('queue_seen_not_answered');
      }
    },
  };
}
export type NotTakenList = ReturnType<typeof createNotTaken>;
