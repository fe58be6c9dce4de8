/** Which of the open items that are clones of each other has their line in the queue. */
export type FoldRow = { clones: string; headId: string };
