import { MessageError } from '../messages/channel.ts';
import { Store } from '../store/db.ts';
import { itemRow } from '../store/items.ts';
import { getMeta, type Pairing } from '../store/meta.ts';
import { outboxRow } from '../store/outbox.ts';
import { redemptionOf } from '../store/redemptions.ts';
import { spaceNames } from '../store/space-names.ts';
import { addSpace, removeSpace, spaceIds, tidySpaces } from '../store/spaces.ts';
import { t } from '../words/t.ts';
import type { Space } from './space.ts';

/** What a view says of its space, where there is more than one. */
export type SpaceLabel = { id: string; name: string };

/** The spaces of this browser, and which of them something belongs to. */
export type Spaces = {
  /** all of them, the first one's first, also where it isn't paired */
  all(): Promise<readonly Space[]>;
  paired(): Promise<{ space: Space; pairing: Pairing }[]>;
  /** @throws MessageError where there is none of this id */
  named(id: string): Promise<Space>;
  /** what views say of this space; undefined where it is the only one */
  label(space: Space): Promise<SpaceLabel | undefined>;
  /**
   * Whose proposal it is; the first one's where it is nobody's. A proposal's id is its gate's word: one
   * that two of them claim belongs to neither.
   * @throws MessageError where two claim it
   */
  holding(proposalId: string): Promise<Space>;
  /** whose decision it is, likewise */
  deciding(decisionId: string): Promise<Space>;
  /** whose dispatch it is, likewise */
  dispatching(dispatchId: string): Promise<Space>;
  /** a space that isn't paired: the first, or one more */
  free(): Promise<Space>;
  /** takes a space that isn't the first away, with all that it holds */
  remove(space: Space): Promise<void>;
  /** something was paired or signed out */
  changed(): void;
  /** erases what a pairing or a sign-out that was cut short has left */
  tidy(): Promise<void>;
  /** one after the other: what pairs, signs out or tidies */
  inTurn<T>(run: () => Promise<T>): Promise<T>;
};

export function createSpaces(home: Store, make: (db: Store) => Space): Spaces {
  const first = make(home);
  let known: Promise<readonly Space[]> | null = null;
  let labels: Promise<ReadonlyMap<string, string>> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const all = () => {
    known ??= read([first]).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };

  /** The spaces in the list: those that are at work already go on. */
  async function read(before: readonly Space[]): Promise<readonly Space[]> {
    const ids = await spaceIds(home);
    return ids.map((id) => before.find((space) => space.id === id) ?? make(new Store(id)));
  }

  async function paired() {
    const each = (await all()).map(async (space) => {
      const pairing = await getMeta(space.db, 'pairing');
      return pairing === undefined ? [] : [{ space, pairing }];
    });
    return (await Promise.all(each)).flat();
  }

  async function names(): Promise<ReadonlyMap<string, string>> {
    const each = await paired();
    const names = spaceNames(each.map(({ pairing }) => pairing));
    return new Map(each.map(({ space }, at) => [space.id, names[at] ?? '']));
  }

  async function whose(has: (space: Space) => Promise<unknown>): Promise<Space> {
    const each = await all();
    if (each.length === 1) return first;
    const found = await Promise.all(
      each.map(async (space) => ((await has(space)) === undefined ? [] : [space])),
    );
    const [one = first, another] = found.flat();
    if (another !== undefined) throw new MessageError(t('background_two_workspaces_claim_item'));
    return one;
  }

  return {
    all,
    paired,
    async named(id) {
      const space = (await all()).find((one) => one.id === id);
      if (space === undefined) throw new MessageError(t('background_there_no_such_connection_any'));
      return space;
    },
    async label({ id }) {
      if ((await all()).length === 1) return undefined;
      labels ??= names();
      const known = await labels;
      const name = known.get(id);
      return known.size < 2 || name === undefined ? undefined : { id, name };
    },
    holding: (proposalId) => whose(({ db }) => itemRow(db, proposalId)),
    deciding: (decisionId) => whose(({ db }) => outboxRow(db, decisionId)),
    dispatching: (dispatchId) => whose(({ db }) => redemptionOf(db, dispatchId)),
    async free() {
      if ((await getMeta(home, 'pairing')) === undefined) return first;
      const before = await all();
      const added = make(await addSpace(home));
      known = Promise.resolve([...before, added]);
      return added;
    },
    async remove(space) {
      const before = await all();
      await removeSpace(home, space.db);
      known = Promise.resolve(before.filter((one) => one !== space));
    },
    changed() {
      labels = null;
    },
    async tidy() {
      await tidySpaces(home);
      known = Promise.resolve(await read(await all()));
      labels = null;
    },
    inTurn(run) {
      const mine = turn.then(run);
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
