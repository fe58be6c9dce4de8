import { selectBy } from '../mail/select.ts';
import { SELECTORS } from './selectors.ts';

/** Look-ups in Outlook's pages, by the names of its table. */
export const { find, findAll, closest, matchesAny, health } = selectBy(SELECTORS);
