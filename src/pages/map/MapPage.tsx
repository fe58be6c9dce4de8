import { useCallback, useMemo, useState } from 'preact/hooks';
import { graphOf } from '../../core/map/graph.ts';
import { layoutOf } from '../../core/map/layout.ts';
import type { MapMark, OversightMap } from '../../core/schema/oversight-map.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { OneSpace, PageFrame } from '../../ui/PageFrame.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { t, wordsLanguage } from '../../words/t.ts';
import { Copies } from './Copies.tsx';
import { GRAPH_WORDS } from './graph-words.ts';
import { MapTable } from './MapTable.tsx';
import { Marks } from './Marks.tsx';
import { Picture } from './Picture.tsx';
import { tableOf } from './table.ts';

const never = () => () => undefined;

/** Every agent, workflow, gate, person and way out in one picture, with the risks on it. */
export function MapPage({ ask }: { ask: Ask }) {
  return (
    <PageFrame current="map" title={t('map_title')} ask={ask} look="broad">
      {(spaces) => <OneSpace of={spaces}>{(space) => <Loaded ask={ask} space={space} />}</OneSpace>}
    </PageFrame>
  );
}

function Loaded({ ask, space }: { ask: Ask; space: string }) {
  const get = useCallback(() => ask('map', { space }), [ask, space]);
  const [answer] = useAnswer(get, never);
  if (answer.state === 'loading') return <p class="muted">{t('map_drawing')}</p>;
  if (answer.state === 'failed')
    return (
      <p class="field-problem" role="alert">
        {t('map_cannot_be_drawn', { why: answer.why })}
      </p>
    );
  return <Shown {...answer.value} space={space} />;
}

/** The map, once it is known. */
export function Shown(props: {
  map: OversightMap;
  marks: readonly MapMark[];
  partial?: boolean | undefined;
  space: string;
}) {
  const { map, marks, partial = false, space } = props;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  // With other words, from a language that was chosen meanwhile, it is another graph.
  const language = wordsLanguage();
  const graph = useMemo(
    () => graphOf(map, marks, { words: GRAPH_WORDS, opened }),
    [map, marks, opened, language],
  );
  const layout = useMemo(() => layoutOf(graph), [graph]);
  const table = useMemo(() => tableOf(map, marks), [map, marks, language]);
  if (map.workflows.length === 0 && map.agents.length === 0)
    return (
      <EmptyState icon="help" title={t('map_nothing_yet')}>
        <p>{t('map_nothing_yet_why')}</p>
      </EmptyState>
    );
  return (
    <>
      <p class="muted">
        {t('map_about', {
          ...{ days: map.days, people: map.slackPeople },
          suppressions: map.suppressions >= 1000 ? t('map_thousand_or_more') : map.suppressions,
        })}
      </p>
      {partial ? <p class="muted">{t('map_without_detectors')}</p> : null}
      <Marks marks={marks} map={map} space={space} choose={setChosen} />
      <Copies layout={layout} table={table} />
      <Picture
        layout={layout}
        space={space}
        chosen={chosen}
        choose={setChosen}
        open={(id) => {
          setOpened(new Set([...opened, id]));
          setChosen(null);
        }}
      />
      {opened.size > 0 ? (
        <p>
          <button type="button" class="button quiet" onClick={() => setOpened(new Set())}>
            <span class="label">{t('map_alike_again')}</span>
          </button>
        </p>
      ) : null}
      <MapTable table={table} />
    </>
  );
}
