import { lazy } from './Lazy.tsx';

/** {@link WordDifference}, fetched when there is one to show: most items are never edited. */
export const Difference = lazy<{ before: string; after: string; label: string }>(() =>
  import('./WordDifference.tsx').then(({ WordDifference }) => WordDifference),
);
