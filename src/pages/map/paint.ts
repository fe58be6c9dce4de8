import type { Layout, Placed } from '../../core/map/layout.ts';
import { t } from '../../words/t.ts';
import { pathOf, plain, worst } from './Picture.tsx';
import { cut, HEADS, marksWords } from './words.ts';

/** Colours and type as they are on the page now, so that a copy looks like what was copied. */
export type Look = Record<'bg' | 'text' | 'muted' | 'line' | 'warn' | 'bad' | 'font', string>;

export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ...{ bg: token('bg'), text: token('text'), muted: token('muted') },
    ...{ line: token('line-strong'), warn: token('warn'), bad: token('bad') },
    font: style.fontFamily,
  };
}

/** As map.css has them: a risk is thick, what is to be looked at is dashed, so that neither needs its colour. */
const EDGES = {
  '': { width: 1, dash: [] },
  warn: { width: 2, dash: [6, 3] },
  bad: { width: 3, dash: [] },
} as const;
const edgeOf = (node: Placed, look: Look) => {
  const mark = worst(node);
  return { color: mark === '' ? look.line : look[mark], ...EDGES[mark] };
};
const factsOf = ({ marks, facts }: Placed): string =>
  cut(plain([marksWords(marks), ...facts].filter(Boolean).join(' · ')), 'facts');

/** Draws the map on a canvas: our own strokes, since the extension's policy loads no image of ours. */
export function paint(context: CanvasRenderingContext2D, layout: Layout, look: Look): void {
  const { width, height, heads, lines, nodes } = layout;
  context.fillStyle = look.bg;
  context.fillRect(0, 0, width, height);
  context.fillStyle = look.muted;
  context.font = `600 13px ${look.font}`;
  for (const { column, x, y } of heads) context.fillText(t(HEADS[column]), x, y);
  context.strokeStyle = look.line;
  for (const line of lines) context.stroke(new Path2D(pathOf(line)));
  for (const node of nodes) {
    const { x, y, width: wide, height: high } = node;
    context.beginPath();
    context.roundRect(x, y, wide, high, 8);
    context.fillStyle = look.bg;
    context.fill();
    const edge = edgeOf(node, look);
    context.strokeStyle = edge.color;
    context.lineWidth = edge.width;
    context.setLineDash([...edge.dash]);
    context.stroke();
    context.lineWidth = 1;
    context.setLineDash([]);
    context.fillStyle = look.text;
    context.font = `600 13px ${look.font}`;
    context.fillText(cut(plain(node.label), 'label'), x + 12, y + 22);
    context.fillStyle = look.muted;
    context.font = `12px ${look.font}`;
    context.fillText(factsOf(node), x + 12, y + 42);
  }
}

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => XML[letter] ?? '');

function boxOf(node: Placed, look: Look): string {
  const { x, y, width, height } = node;
  const { color, width: thick, dash } = edgeOf(node, look);
  const dashed = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${look.bg}" stroke="${color}" stroke-width="${thick}"${dashed}/>`;
}

/** The same as a file of its own: every colour in it, nothing to load. */
export function svgOf(layout: Layout, look: Look): string {
  const { width, height, heads, lines, nodes } = layout;
  const words = (at: {
    x: number;
    y: number;
    text: string;
    fill: string;
    size: number;
    bold?: true;
  }) =>
    `<text x="${at.x}" y="${at.y}" fill="${at.fill}" font-size="${at.size}"${at.bold ? ' font-weight="600"' : ''}>${escaped(at.text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(look.font)}">`,
    `<rect width="${width}" height="${height}" fill="${look.bg}"/>`,
    ...heads.map(({ column, x, y }) =>
      words({ x, y, text: t(HEADS[column]), fill: look.muted, size: 13, bold: true }),
    ),
    ...lines.map((line) => `<path d="${pathOf(line)}" fill="none" stroke="${look.line}"/>`),
    ...nodes.flatMap((node) => [
      boxOf(node, look),
      words({
        ...{ x: node.x + 12, y: node.y + 22, text: cut(plain(node.label), 'label') },
        ...{ fill: look.text, size: 13, bold: true },
      }),
      words({ x: node.x + 12, y: node.y + 42, text: factsOf(node), fill: look.muted, size: 12 }),
    ]),
    '</svg>',
  ].join('\n');
}

/** Twice as fine as the screen needs, so that it can be printed. */
const FINE = 2;

export async function pngOf(layout: Layout, look: Look): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = layout.width * FINE;
  canvas.height = layout.height * FINE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error(t('map_no_pictures'));
  context.scale(FINE, FINE);
  paint(context, layout, look);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('map_no_picture_came'))))),
  );
}
