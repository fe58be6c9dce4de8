import type { Host } from '../hosts/host.ts';
import { createFrame } from './frame.ts';
import { createHighlights } from './highlight.ts';

type FrameInput = Parameters<typeof createFrame>[0];

/**
 * What stands beside a mail and on it once something waits: the panel's frame, and the marks in the draft's
 * text. In Gmail a file of its own, which a page with nothing to review never loads; the guard needs none of it.
 */
export function createBeside(input: FrameInput & { host: Host }) {
  return {
    frame: createFrame(input),
    highlights: createHighlights(input.host, input.signal),
  };
}
export type Beside = ReturnType<typeof createBeside>;
/** Brings the maker of it. Rejects where the file can't be had: the extension was updated under this tab. */
export type BringBeside = () => Promise<typeof createBeside>;
