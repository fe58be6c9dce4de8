import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { copyPicture, copyText, csvFile, type Table } from '../../ui/copies.ts';
import { shownIn } from '../../ui/locale.ts';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';
import { save, svgFile } from './export.ts';
import { pngFile } from './paint.ts';

/** A picture with its words, its table, and its ways out of the page. */
export type Figure = {
  /** also the name of its files */
  id: string;
  title: string;
  /** what it says and how to read it */
  means: string;
  note?: string;
  /** said instead of the picture where there is nothing to draw */
  empty?: string;
  table: Table;
  /** @param width in pixels */
  draw: (width: number) => Element;
};

export function FigureCard({ figure, children }: { figure: Figure; children?: ComponentChildren }) {
  const { id, title, means, note, empty, table } = figure;
  const heading = useId();
  const holder = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const [open, setOpen] = useState(false);
  useDrawn(holder, figure);
  const svg = (): SVGSVGElement | null => holder.current?.querySelector('svg') ?? null;
  const act = async (done: string, what: (svg: SVGSVGElement) => unknown): Promise<void> => {
    const picture = svg();
    if (!picture) return;
    try {
      await what(picture);
      setSaid(done);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section class="card figure" aria-labelledby={heading} data-figure={id}>
      <h2 id={heading}>{title}</h2>
      <p class="muted">{means}</p>
      {empty === undefined ? <div class="picture" ref={holder} /> : <p>{empty}</p>}
      {note ? <p class="muted">{note}</p> : null}
      {children}
      {empty === undefined ? (
        <>
          <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t('dashboard_table')}</summary>
            {open ? <TableOf table={table} title={title} /> : null}
          </details>
          <div class="row ways">
            <Ways
              word={t('dashboard_copy')}
              hint={(form) => t('dashboard_copy_hint', { title, form })}
              name={(form) => `copy-${form}`}
              press={(form) =>
                void act(t('dashboard_copied_as', { form: form.toUpperCase() }), (picture) =>
                  form === 'png'
                    ? copyPicture(pngFile(picture))
                    : copyText(form === 'svg' ? svgFile(picture) : csvFile(table)),
                )
              }
            />
            <Ways
              word={t('dashboard_save')}
              hint={(form) => t('dashboard_save_hint', { title, form })}
              name={(form) => form}
              press={(form) =>
                void act(t('dashboard_saved_as', { form: form.toUpperCase() }), async (picture) =>
                  save(
                    `${id}.${form}`,
                    form === 'png'
                      ? await pngFile(picture)
                      : form === 'svg'
                        ? svgFile(picture)
                        : csvFile(table),
                  ),
                )
              }
            />
            <span role="status" class="muted said">
              {said}
            </span>
          </div>
        </>
      ) : null}
    </section>
  );
}

const FORMS = ['png', 'svg', 'csv'] as const;
type Form = (typeof FORMS)[number];

/** One way out of the page, in each form. */
function Ways(props: {
  word: string;
  hint: (form: string) => string;
  name: (form: Form) => string;
  press: (form: Form) => void;
}) {
  const { word, hint, name, press } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: three buttons are no fields of a form
    <span class="row way" role="group" aria-label={word}>
      <span class="muted" aria-hidden="true">
        {word}
      </span>
      {FORMS.map((form) => (
        <Button
          key={form}
          hint={hint(form.toUpperCase())}
          name={name(form)}
          onPress={() => press(form)}
        >
          {form.toUpperCase()}
        </Button>
      ))}
    </span>
  );
}

/** Draws at the width there is, and anew when that or what is drawn changes. */
function useDrawn(holder: { current: HTMLDivElement | null }, figure: Figure): void {
  useEffect(() => {
    const at = holder.current;
    if (!at) return;
    let drawn = 0;
    let frame = 0;
    // The width as the browser has it laid out: asking for it between two pictures would lay out the page
    // for each. In the next frame: what is drawn changes the page that is being measured.
    const watch = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width === drawn || width < 40) return;
      drawn = width;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => at.replaceChildren(figure.draw(width)));
    });
    watch.observe(at);
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
    };
  }, [holder, figure]);
}

function TableOf({ table, title }: { table: Table; title: string }) {
  const label = t('dashboard_table_of', { title });
  // Two for all cells: making one takes longer than writing a number.
  const whole = new Intl.NumberFormat(shownIn());
  const fine = new Intl.NumberFormat(shownIn(), { maximumSignificantDigits: 4 });
  const said = (n: number): string => (Number.isInteger(n) ? whole : fine).format(n);
  return (
    <Wide label={label}>
      <table>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, nth) => (
            <tr key={nth}>
              {row.map((cell, at) => (
                <td key={at} class={typeof cell === 'number' ? 'number' : ''}>
                  {typeof cell === 'number' ? said(cell) : <bdi>{cell}</bdi>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
