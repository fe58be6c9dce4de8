import type { Column } from '../../core/map/graph.ts';

export const HEADS: Record<Column, string> = {
  agent: 'Agents',
  workflow: 'Workflows',
  gate: 'How it is decided',
  person: 'People',
  way: 'How it leaves',
};
/** A sentence's middle: "Workflow Outbound". */
export const ONE: Record<Column, string> = {
  agent: 'Agent',
  workflow: 'Workflow',
  gate: 'Gate',
  person: 'Person',
  way: 'Way out',
};

/** Characters of a label and of facts that fit a box; the whole is in its name and in the table. */
const FITS = { label: 26, facts: 32 };
export const cut = (text: string, what: keyof typeof FITS): string => {
  const letters = [...text];
  return letters.length <= FITS[what] ? text : `${letters.slice(0, FITS[what] - 1).join('')}…`;
};

export const marksWords = (marks: readonly { severity: string }[]): string =>
  marks.length === 0 ? '' : marks.length === 1 ? '1 risk' : `${marks.length} risks`;
