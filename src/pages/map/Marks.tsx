import type { MapMark, OversightMap } from '../../core/schema/oversight-map.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';

/** The risks in words, the worst first; each leads to its box. */
export function Marks(props: {
  marks: readonly MapMark[];
  map: OversightMap;
  choose: (id: string) => void;
}) {
  const { marks, map, choose } = props;
  const sorted = [...marks].sort(
    (a, b) => Number(b.severity === 'bad') - Number(a.severity === 'bad'),
  );
  return (
    <section aria-labelledby="risks">
      <h2 id="risks">{t('map_risks')}</h2>
      {sorted.length === 0 ? <p>{t('map_no_risks')}</p> : null}
      <ul class="bare-list">
        {sorted.map((mark) => (
          <li key={`${mark.code} ${mark.on.kind} ${mark.on.id}`}>
            <span class={`status-word ${mark.severity}`}>
              {t(mark.severity === 'bad' ? 'map_risk' : 'map_to_look_at')}
            </span>{' '}
            {mark.on.kind === 'workspace' ? null : (
              <>
                <button
                  type="button"
                  class="button quiet inline"
                  onClick={() => choose(`${mark.on.kind}:${mark.on.id}`)}
                >
                  <span class="label">
                    <Visible text={nameOf(mark, map)} />
                  </span>
                </button>{' '}
              </>
            )}
            <Visible text={mark.message} lang="en" />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a mark is on, as people call it. */
export function nameOf({ on: { kind, id } }: Pick<MapMark, 'on'>, map: OversightMap): string {
  if (kind === 'workflow') return map.workflows.find((each) => each.id === id)?.name ?? id;
  if (kind === 'agent') return map.agents.find((each) => each.id === id)?.name ?? id;
  if (kind === 'person') return map.people.find(({ email }) => email === id)?.name ?? id;
  return t('map_this_workspace');
}
