import '../../ui/seldom-icons.ts';

/** What only some items and some moments need: one chunk of its own. */
export { Blind, Recalled } from './Blind.tsx';
export { Choices } from './Choices.tsx';
export { Edited } from './Edited.tsx';
export { Editor } from './Editor.tsx';
export { Help } from './Help.tsx';
export { Notices } from './Notices.tsx';
export { Pace } from './Pace.tsx';
export { States } from './States.tsx';
export { ToastLine } from './ToastLine.tsx';
