import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { shownIn } from '../../ui/locale.ts';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';
import { copyPicture, csvFile, save, svgFile, type Table } from './export.ts';
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
            <Button
              hint={t('dashboard_copy_hint', { title })}
              name="copy"
              onPress={() =>
                void act(t('dashboard_copied'), (picture) => copyPicture(pngFile(picture)))
              }
            >
              {t('dashboard_copy')}
            </Button>
            <Button
              hint={t('dashboard_save_hint', { title, form: 'PNG' })}
              name="png"
              onPress={() =>
                void act(t('dashboard_saved_as', { form: 'PNG' }), async (picture) =>
                  save(`${id}.png`, await pngFile(picture)),
                )
              }
            >
              PNG
            </Button>
            <Button
              hint={t('dashboard_save_hint', { title, form: 'SVG' })}
              name="svg"
              onPress={() =>
                void act(t('dashboard_saved_as', { form: 'SVG' }), (picture) =>
                  save(`${id}.svg`, svgFile(picture)),
                )
              }
            >
              SVG
            </Button>
            <Button
              hint={t('dashboard_save_table_hint', { title })}
              name="csv"
              onPress={() =>
                void act(t('dashboard_saved_as', { form: 'CSV' }), () =>
                  save(`${id}.csv`, csvFile(table)),
                )
              }
            >
              CSV
            </Button>
            <span role="status" class="muted said">
              {said}
            </span>
          </div>
        </>
      ) : null}
    </section>
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
