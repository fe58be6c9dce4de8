import { lazy } from '../../ui/Lazy.tsx';
import type { ItemFinding } from './findings.ts';
import type { Session } from './session.ts';

/** Fetched from this extension when first needed; together one chunk. */
export const seldom = () => import('./seldom.tsx');
type OfSession = { session: Session };

export const Blind = lazy<OfSession>(() => seldom().then((pieces) => pieces.Blind));
export const Recalled = lazy<OfSession>(() => seldom().then((pieces) => pieces.Recalled));
export const Pace = lazy<OfSession & { now: number }>(() => seldom().then((pieces) => pieces.Pace));
export const Edited = lazy<OfSession>(() => seldom().then((pieces) => pieces.Edited));
export const Editor = lazy<OfSession>(() => seldom().then((pieces) => pieces.Editor));
export const Help = lazy<OfSession & { wall: () => number }>(() =>
  seldom().then((pieces) => pieces.Help),
);
export const Notices = lazy<OfSession & { now: number }>(() =>
  seldom().then((pieces) => pieces.Notices),
);
export const Choices = lazy<OfSession & { wall: () => number }>(() =>
  seldom().then((pieces) => pieces.Choices),
);
export const States = lazy<OfSession>(() => seldom().then((pieces) => pieces.States));
export const ToastLine = lazy<OfSession & { wall: () => number }>(() =>
  seldom().then((pieces) => pieces.ToastLine),
);

/** Text and evidence of one finding side by side, with what tells their values apart. */
export const Compared = lazy<OfSession & { finding: ItemFinding; now: number }>(() =>
  import('./Compared.tsx').then((pieces) => pieces.Compared),
);

/** Reviews and edits of everything that isn't a mail: one chunk, fetched with the first such item. */
export const WorkView = lazy<OfSession & { now: number }>(() =>
  import('./kinds/Kinds.tsx').then((pieces) => pieces.WorkView),
);

/** Below what is read first, in every item: asked for as the panel starts, and there a moment later. */
export const background = () => import('./Background.tsx');
export const Known = lazy<OfSession & { now: number }>(() =>
  background().then((pieces) => pieces.Known),
);
export const Reasoning = lazy<OfSession & { now: number }>(() =>
  background().then((pieces) => pieces.Reasoning),
);
