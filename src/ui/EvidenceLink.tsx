import type { About } from '../core/claims/leads-to.ts';
import { lazy } from './Lazy.tsx';

/** {@link SourceLink}, with the list of public suffixes that it needs: fetched when evidence is on screen. */
export const EvidenceLink = lazy<{ url: string; source: string; about?: About | undefined }>(() =>
  import('./SourceLink.tsx').then(({ SourceLink }) => SourceLink),
);
