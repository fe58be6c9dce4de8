import type { Table } from '../../ui/copies.ts';
import { shownNumber } from '../../ui/locale.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';

/** The same as the picture, as a table. */
export function MapTable({ table }: { table: Table }) {
  return (
    <section aria-labelledby="as-table">
      <h2 id="as-table">{t('map_as_table')}</h2>
      <Wide label={t('map_table_label')}>
        <table class="map-table">
          <thead>
            <tr>
              {table.head.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(([name = '', ...cells], row) => (
              <tr key={row}>
                <th scope="row">
                  <Visible text={String(name)} />
                </th>
                {cells.map((cell, at) => (
                  <td key={at} class={typeof cell === 'number' ? 'number' : ''}>
                    {typeof cell === 'number' ? shownNumber(cell) : <Visible text={cell} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
