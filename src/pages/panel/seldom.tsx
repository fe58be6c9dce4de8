/** What only some items and some moments need: one chunk of its own. */
export { Conflict } from './Conflict.tsx';
export { Delivered } from './Delivered.tsx';
export { Edited } from './Edited.tsx';
export { Editor } from './Editor.tsx';
export { Facts } from './Facts.tsx';
export { guessReason } from './guess-reason.ts';
export { Help } from './Help.tsx';
export { Match } from './Match.tsx';
export { RejectMenu } from './RejectMenu.tsx';
export { Revised } from './Revised.tsx';
export { removeRange } from './remove-range.ts';
export { States } from './States.tsx';
export { Stopped } from './Stopped.tsx';
export { struck } from './strike.ts';
