import type { Content } from '../../core/schema/content.ts';
import { lazy } from '../../ui/Lazy.tsx';
import type { Session } from './session.ts';

/** Fetched from this extension when first needed; together one chunk. */
export const seldom = () => import('./seldom.tsx');
type OfSession = { session: Session };

export const Delivered = lazy<OfSession>(() => seldom().then((pieces) => pieces.Delivered));
export const Edited = lazy<OfSession>(() => seldom().then((pieces) => pieces.Edited));
export const Editor = lazy<OfSession>(() => seldom().then((pieces) => pieces.Editor));
export const Help = lazy<OfSession>(() => seldom().then((pieces) => pieces.Help));
export const Match = lazy<OfSession>(() => seldom().then((pieces) => pieces.Match));
export const Revised = lazy<OfSession>(() => seldom().then((pieces) => pieces.Revised));
export const Stopped = lazy<OfSession>(() => seldom().then((pieces) => pieces.Stopped));
export const Conflict = lazy<OfSession & { now: number }>(() =>
  seldom().then((pieces) => pieces.Conflict),
);
export const Facts = lazy<{ content: Exclude<Content, { kind: 'email.draft' }> }>(() =>
  seldom().then((pieces) => pieces.Facts),
);
export const RejectMenu = lazy<OfSession>(() => seldom().then((pieces) => pieces.RejectMenu));
export const States = lazy<OfSession>(() => seldom().then((pieces) => pieces.States));
