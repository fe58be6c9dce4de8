import type { Ask } from '../../messages/page-ask.ts';

/**
 * Does one thing in the workspace that is shown (`space`, undefined for the only one) and looks again;
 * what went wrong is said in a sentence.
 */
export type Act = (act: (ask: Ask, space: string | undefined) => Promise<unknown>) => Promise<void>;
