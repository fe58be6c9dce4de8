import { useState } from 'preact/hooks';
import type { Layout } from '../../core/map/layout.ts';
import { Button } from '../../ui/Button.tsx';
import { copyPicture, copyText, csvFile, type Table } from '../../ui/copies.ts';
import { t } from '../../words/t.ts';
import { lookOf, pngOf, svgOf } from './paint.ts';

/** Copies the picture, as it stands, or its table into the clipboard. */
export function Copies({ layout, table }: { layout: Layout; table: Table }) {
  const [said, setSaid] = useState('');
  const copy = async (what: string, copied: () => Promise<void>): Promise<void> => {
    try {
      await copied();
      setSaid(t('map_copied_as', { what }));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      setSaid(t('map_not_copied', { why }));
    }
  };
  const look = () => lookOf(document.documentElement);
  return (
    <div class="row copies">
      <Button
        name="copy-png"
        onPress={() => void copy('PNG', () => copyPicture(pngOf(layout, look())))}
      >
        {t('map_copy_png')}
      </Button>
      <Button
        name="copy-svg"
        onPress={() => void copy('SVG', () => copyText(new Blob([svgOf(layout, look())])))}
      >
        {t('map_copy_svg')}
      </Button>
      <Button name="copy-csv" onPress={() => void copy('CSV', () => copyText(csvFile(table)))}>
        {t('map_copy_csv')}
      </Button>
      <p role="status">{said}</p>
    </div>
  );
}
