import { t } from '../../words/t.ts';
import { backgroundOf } from './export.ts';

/**
 * Painted part by part: an image made of the file would be one of an address that the extension's policy
 * doesn't know. Only what the plots are made of: paths, lines, rectangles, circles and texts.
 */
export async function pngFile(svg: SVGSVGElement, scale = 2): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const paint = canvas.getContext('2d');
  if (!paint) throw new Error(t('dashboard_no_canvas'));
  paint.fillStyle = backgroundOf();
  paint.fillRect(0, 0, canvas.width, canvas.height);
  const shown = svg.getBoundingClientRect().width / width || 1;
  for (const part of svg.querySelectorAll<SVGGraphicsElement>('path, line, rect, circle, text')) {
    const at = part.getCTM();
    if (!at) continue;
    const zoom = scale / shown;
    paint.setTransform(
      at.a * zoom,
      at.b * zoom,
      at.c * zoom,
      at.d * zoom,
      at.e * zoom,
      at.f * zoom,
    );
    paintPart(paint, part);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error(t('dashboard_no_picture')))),
      'image/png',
    ),
  );
}

function paintPart(paint: CanvasRenderingContext2D, part: SVGGraphicsElement): void {
  const look = getComputedStyle(part);
  const number = (name: string): number => Number.parseFloat(part.getAttribute(name) ?? '0') || 0;
  const all = Number.parseFloat(look.opacity);
  if (part instanceof SVGTextElement) {
    paintText(paint, part, look);
    return;
  }
  const path = pathOf(part, number);
  if (look.fill !== 'none') {
    paint.globalAlpha = all * Number.parseFloat(look.fillOpacity);
    paint.fillStyle = look.fill;
    paint.fill(path);
  }
  if (look.stroke === 'none') return;
  paint.globalAlpha = all * Number.parseFloat(look.strokeOpacity);
  paint.strokeStyle = look.stroke;
  paint.lineWidth = Number.parseFloat(look.strokeWidth);
  paint.setLineDash(
    look.strokeDasharray === 'none'
      ? []
      : look.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
  );
  paint.stroke(path);
}

function pathOf(part: SVGGraphicsElement, number: (name: string) => number): Path2D {
  if (part instanceof SVGPathElement) return new Path2D(part.getAttribute('d') ?? '');
  const path = new Path2D();
  if (part instanceof SVGLineElement) {
    path.moveTo(number('x1'), number('y1'));
    path.lineTo(number('x2'), number('y2'));
  } else if (part instanceof SVGRectElement) {
    path.rect(number('x'), number('y'), number('width'), number('height'));
  } else path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  return path;
}

const ALIGNED = { start: 'left', middle: 'center', end: 'right' } as const;

function paintText(
  paint: CanvasRenderingContext2D,
  part: SVGTextElement,
  look: CSSStyleDeclaration,
): void {
  if (part.getNumberOfChars() === 0 || look.fill === 'none') return;
  // Titles are told on pointing, not drawn; lines of a text are parts of their own.
  const lines = [...part.childNodes].filter(
    (node) => node.nodeType === Node.TEXT_NODE || node.nodeName === 'tspan',
  );
  paint.globalAlpha = Number.parseFloat(look.opacity) * Number.parseFloat(look.fillOpacity);
  paint.fillStyle = look.fill;
  paint.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  paint.textAlign = ALIGNED[look.textAnchor as keyof typeof ALIGNED] ?? 'left';
  let begin = 0;
  for (const line of lines) {
    const text = line.textContent ?? '';
    if (text === '') continue;
    const { y } = part.getStartPositionOfChar(begin);
    const from = part.getStartPositionOfChar(begin).x;
    const to = part.getEndPositionOfChar(begin + text.length - 1).x;
    const x = { left: from, center: (from + to) / 2, right: to, start: from, end: to }[
      paint.textAlign
    ];
    paint.fillText(text, x, y);
    begin += text.length;
  }
}
