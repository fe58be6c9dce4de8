import type { ComponentChildren } from 'preact';

/** What a field is called, what it is for, and what is wrong with what is in it. */
export type Description = { label: string; note?: string | undefined; problem: string | undefined };

/** A field with its description around it; the field itself has this `id` and {@link describedBy}. */
export function Described(props: Description & { id: string; children: ComponentChildren }) {
  const { id, label, note, problem, children } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {note ? (
        <p id={`${id}-note`} class="muted">
          {note}
        </p>
      ) : null}
      {problem ? (
        <p id={`${id}-problem`} class="field-problem">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

/** The value of `aria-describedby` for it. */
export const describedBy = (id: string, { note, problem }: Description): string | undefined =>
  [note ? `${id}-note` : '', problem ? `${id}-problem` : ''].join(' ').trim() || undefined;
