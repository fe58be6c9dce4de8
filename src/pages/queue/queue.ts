import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import type { SpaceStore } from '../../store/spaces.ts';
import type { ItemLink } from '../review/item-link.ts';
import type { Session } from '../review/session.ts';
import type { Clones } from './clone-group.ts';
import type { List } from './list-model.ts';
import type { NotTakenList } from './not-taken.ts';
import type { SheetReview } from './sheet.ts';
import type { Sweeping } from './sweep.ts';

/** The queue at work: its list, the review card's session, the clones of what is on screen. */
export type Queue = {
  list: List;
  session: Session;
  clones: Clones;
  /** the spaces whose work is listed, and how each stands to its gate */
  spaces: { readonly value: readonly SpaceStore[] };
  standing: { readonly value: readonly SpaceStatus[] };
  /** where there is room for one only (side panel, small window), which of the two is on screen */
  pane: { value: 'list' | 'card' };
  /** may stop everything from one source */
  manager: { value: boolean };
  sweeping: Sweeping;
  /** decisions of this device that did not count, and are nowhere else */
  notTaken: NotTakenList;
  sheet: SheetReview;
  /** shows the item that a link names, whatever its state and whoever's it is */
  open(link: ItemLink): void;
};
