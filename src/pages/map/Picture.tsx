import { useRef, useState } from 'preact/hooks';
import { type Layout, type Line, type Placed, stepFrom } from '../../core/map/layout.ts';
import { visibleParts } from '../../core/text/visible.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { cut, HEADS, marksWords, ONE } from './words.ts';

type Props = {
  layout: Layout;
  chosen: string | null;
  choose: (id: string | null) => void;
  /** draws the members of a group apart */
  open: (id: string) => void;
};

/** Hidden characters of other people's names by name, as everywhere. */
export const plain = (text: string): string =>
  visibleParts(text)
    .map(({ text: part, hidden }) => (hidden ? `[${hidden}]` : part))
    .join('');

/**
 * The picture. One box has the keyboard, and its name is what
 * stands in it; arrow keys walk along lines and columns, Enter says what a box is
 * and shows its lines alone, Escape shows all again.
 */
export function Picture({ layout, chosen, choose, open }: Props) {
  const { nodes, lines, heads, width, height } = layout;
  const [at, setAt] = useState('');
  const svg = useRef<SVGSVGElement>(null);
  const current = nodes.some(({ id }) => id === at) ? at : (nodes[0]?.id ?? '');
  const shown = nodes.find(({ id }) => id === chosen);
  const near = shown ? neighbours(shown.id, lines) : null;
  const go = (id: string): void => {
    setAt(id);
    const boxes = svg.current?.querySelectorAll<SVGGElement>('[data-node]') ?? [];
    for (const box of boxes) if (box.dataset.node === id) box.focus();
  };
  const press = (node: Placed): void => choose(chosen === node.id ? null : node.id);
  return (
    <>
      <section class="map-frame" aria-label={t('map_picture_label')}>
        <svg ref={svg} class="map" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
          <title>{t('map_title')}</title>
          {heads.map(({ column, x, y }) => (
            <text key={column} class="map-head" x={x} y={y}>
              {t(HEADS[column])}
            </text>
          ))}
          {lines.map((line) => (
            <path
              key={`${line.from} ${line.to}`}
              class={`map-line${near && !near.lines.has(line) ? ' faint' : ''}`}
              d={pathOf(line)}
              fill="none"
            />
          ))}
          {nodes.map((node) => (
            // biome-ignore lint/a11y/useSemanticElements: there is no button inside an SVG
            <g
              key={node.id}
              data-node={node.id}
              class={`map-node ${worst(node)}${near && !near.ids.has(node.id) ? ' faint' : ''}${chosen === node.id ? ' chosen' : ''}`}
              role="button"
              // An SVG's attributes have their own case.
              tabindex={node.id === current ? 0 : -1}
              aria-pressed={chosen === node.id}
              aria-roledescription={t(ONE[node.column])}
              transform={`translate(${node.x} ${node.y})`}
              onFocus={() => setAt(node.id)}
              onClick={() => press(node)}
              onKeyDown={(event) => {
                const { key } = event;
                if (key === 'Enter' || key === ' ') press(node);
                else if (key === 'Escape') choose(null);
                else if (isArrow(key)) go(stepFrom(layout, node.id, key));
                else return;
                event.preventDefault();
              }}
            >
              <rect width={node.width} height={node.height} rx="8" />
              <text class="map-label" x="12" y="22">
                {cut(plain(node.label), 'label')}
              </text>
              <text class="map-facts" x="12" y="42">
                {cut(
                  plain([marksWords(node.marks), ...node.facts].filter(Boolean).join(' · ')),
                  'facts',
                )}
              </text>
            </g>
          ))}
        </svg>
      </section>
      <section class="card map-said" aria-live="polite" aria-label={t('map_chosen_box')}>
        {shown ? (
          <>
            <h3>
              {tx('map_one_label', {
                ...{ column: t(ONE[shown.column]), name: <Visible text={shown.label} /> },
              })}
            </h3>
            {shown.facts.length > 0 ? (
              <p>
                <Visible text={shown.facts.join(' · ')} />
              </p>
            ) : null}
            {shown.marks.map(({ code, message }) => (
              <p key={code}>
                {tx('map_risk_of', {
                  risk: <strong>{t('map_risk_label')}</strong>,
                  message: <Visible text={message} lang="en" />,
                })}
              </p>
            ))}
            <ul>
              {lines
                .filter(({ from, to }) => from === shown.id || to === shown.id)
                .map((line) => (
                  <li key={`${line.from} ${line.to}`}>
                    <Visible text={sayLine(line, nodes)} />
                  </li>
                ))}
            </ul>
            {shown.members.length > 0 ? (
              <button type="button" class="button" onClick={() => open(shown.id)}>
                <span class="label">{tn('map_apart', shown.members.length)}</span>
              </button>
            ) : null}
          </>
        ) : (
          <p class="muted">{t('map_choose_box')}</p>
        )}
      </section>
    </>
  );
}

const isArrow = (key: string): key is Parameters<typeof stepFrom>[2] =>
  key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight';
export const worst = ({ marks }: Pick<Placed, 'marks'>): 'bad' | 'warn' | '' =>
  marks.some(({ severity }) => severity === 'bad') ? 'bad' : marks.length > 0 ? 'warn' : '';
export const pathOf = ({ points: [a, b, c, d] }: Line): string =>
  `M ${a.x} ${a.y} C ${b.x} ${b.y}, ${c.x} ${c.y}, ${d.x} ${d.y}`;
function neighbours(id: string, lines: readonly Line[]) {
  const own = lines.filter(({ from, to }) => from === id || to === id);
  return {
    lines: new Set(own),
    ids: new Set([id, ...own.flatMap(({ from, to }) => [from, to])]),
  };
}

function sayLine({ from, to, label }: Line, nodes: readonly Placed[]): string {
  const word = (id: string) => nodes.find((node) => node.id === id)?.label ?? id;
  return t('map_line', { from: word(from), to: word(to), label });
}
