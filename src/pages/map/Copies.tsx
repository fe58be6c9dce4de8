import { useState } from 'preact/hooks';
import type { Layout } from '../../core/map/layout.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';
import { lookOf, pngOf, svgOf } from './paint.ts';

/** Copies the picture, as it stands, into the clipboard. */
export function Copies({ layout }: { layout: Layout }) {
  const [said, setSaid] = useState('');
  const copy = async (what: string, item: () => ClipboardItem): Promise<void> => {
    try {
      await navigator.clipboard.write([item()]);
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
        onPress={() =>
          void copy('PNG', () => new ClipboardItem({ 'image/png': pngOf(layout, look()) }))
        }
      >
        {t('map_copy_png')}
      </Button>
      <Button
        name="copy-svg"
        onPress={() =>
          void copy('SVG', () => {
            const text = new Blob([svgOf(layout, look())], { type: 'text/plain' });
            return new ClipboardItem({ 'text/plain': text });
          })
        }
      >
        {t('map_copy_svg')}
      </Button>
      <p role="status">{said}</p>
    </div>
  );
}
