import { type Odd, outliers } from './outliers.ts';
import type { CloneSubject } from './subject.ts';
import { recordOf } from './work-key.ts';

/** One value of one row, and why it stands out from its column, if it does. */
export type CloneCell = { value: string; odd?: Odd };
/** A column that differs somewhere, in the order of the text; a `cells` entry for each row. */
export type CloneColumn = { name: string; cells: CloneCell[] };

/**
 * What differs between clones and nothing else: recipient, slots, confidence. A column whose values are
 * all the same is left out. Pass one group of {@link groupClones}; columns' cells are in its order.
 */
export function cloneTable(
  rows: readonly CloneSubject[],
  confidence: readonly number[] = [],
): CloneColumn[] {
  const columns = new Map<string, string[]>();
  rows.forEach((row, at) => {
    for (const [name, value] of valuesOf(row)) {
      const column = columns.get(name) ?? rows.map(() => '');
      column[at] = value;
      columns.set(name, column);
    }
  });
  if (confidence.length === rows.length)
    columns.set(
      'confidence',
      confidence.map((one) => one.toFixed(2)),
    );
  return [...columns]
    .filter(([, values]) => values.some((value) => value !== values[0]))
    .map(([name, values]) => {
      const odd = outliers(values, { unique: UNIQUE.has(name) });
      return {
        name,
        cells: values.map((value, at) => {
          const why = odd[at];
          return why ? { value, odd: why } : { value };
        }),
      };
    });
}

/** Nobody is written to twice, and no record changed twice, by one press. */
const UNIQUE = new Set(['recipient', 'record id']);

function valuesOf({ content, slots = [] }: CloneSubject): [string, string][] {
  if (
    content.kind === 'sequence.enroll' ||
    content.kind === 'record.update' ||
    content.kind === 'contact.enrich'
  ) {
    const { label = '', id } = recordOf(content);
    const email = content.kind === 'sequence.enroll' ? content.email : undefined;
    return [
      ['record', label],
      ['record id', id],
      ...(email === undefined ? [] : [['recipient', email] as [string, string]]),
    ];
  }
  const to = content.kind === 'email.draft' ? content.to.map(({ email }) => email).join(', ') : '';
  const order = { subject: 0, body: 1 };
  const inText = slots.toSorted(
    ({ span: a }, { span: b }) => order[a.field] - order[b.field] || a.start - b.start,
  );
  return [
    ['recipient', to],
    ...inText.map(({ name, span }): [string, string] => [name, span.text]),
  ];
}
