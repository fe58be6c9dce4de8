import { placeOf } from '../../core/map/place.ts';
import { t } from '../../words/t.ts';

/** The way to a mark's place on the risks page, where it has one. */
export function RiskLink({ space, found }: { space: string; found: string | undefined }) {
  if (found === undefined) return null;
  return (
    <>
      {' '}
      <a href={`../risks/index.html#${placeOf(space, found)}`}>{t('map_figures_and_fix')}</a>
    </>
  );
}
