import { useState } from 'preact/hooks';
import type { Layout } from '../../core/map/layout.ts';
import { Button } from '../../ui/Button.tsx';
import { lookOf, pngOf, svgOf } from './paint.ts';

/** Copies the picture, as it stands, into the clipboard. */
export function Copies({ layout }: { layout: Layout }) {
  const [said, setSaid] = useState('');
  const copy = async (what: string, item: () => ClipboardItem): Promise<void> => {
    try {
      await navigator.clipboard.write([item()]);
      setSaid(`Copied as ${what}.`);
    } catch (error) {
      setSaid(`Not copied: ${error instanceof Error ? error.message : String(error)}`);
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
        Copy as PNG
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
        Copy as SVG
      </Button>
      <p role="status">{said}</p>
    </div>
  );
}
