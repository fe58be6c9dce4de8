import { selectBy } from '../mail/select.ts';
import { SELECTORS } from './selectors.ts';

/** Look-ups in Gmail's pages, by the names of its table. */
export const { find, findAll, closest, matchesAny, anyOf, health } = selectBy(SELECTORS);
