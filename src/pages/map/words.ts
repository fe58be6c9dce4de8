import type { Column } from '../../core/map/graph.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { tn } from '../../words/t.ts';

export const HEADS: Record<Column, PlainKey> = {
  agent: 'map_agents',
  workflow: 'map_workflows',
  gate: 'map_gates',
  person: 'map_people',
  way: 'map_ways',
};
/** What one box is. */
export const ONE: Record<Column, PlainKey> = {
  agent: 'map_agent',
  workflow: 'map_workflow',
  gate: 'map_gate',
  person: 'map_person',
  way: 'map_way',
};

/** Widths of a label and of facts that fit a box, in Latin letters; the whole is in its name and in the table. */
const FITS = { label: 26, facts: 32 };
/** Of a language that writes square: as wide as two Latin letters, nearly. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;
const widthOf = (letter: string): number => (WIDE.test(letter) ? 1.8 : 1);

export function cut(text: string, what: keyof typeof FITS): string {
  const letters = [...text];
  const width = (some: readonly string[]): number =>
    some.reduce((sum, letter) => sum + widthOf(letter), 0);
  if (width(letters) <= FITS[what]) return text;
  let fitting = letters.length - 1;
  while (fitting > 0 && width(letters.slice(0, fitting)) > FITS[what] - 1) fitting -= 1;
  return `${letters.slice(0, fitting).join('')}…`;
}

/** Risks and what is only to be looked at, each by its own word: the edge says it too, but thinly. */
export function marksWords(marks: readonly { severity: string }[]): string {
  const risks = marks.filter(({ severity }) => severity === 'bad').length;
  const others = marks.length - risks;
  return [
    ...(risks > 0 ? [tn('map_risk_count', risks)] : []),
    ...(others > 0 ? [tn('map_to_look_at_count', others)] : []),
  ].join(' · ');
}
