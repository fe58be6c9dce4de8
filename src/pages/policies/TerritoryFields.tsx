import { useState } from 'preact/hooks';
import type { Territory } from '../../core/schema/territory.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { TextField } from './Fields.tsx';
import { ListField } from './ListField.tsx';
import { type PartProps, without } from './part.ts';

const LISTS = {
  countries: 'policies_territory_countries',
  regions: 'policies_territory_regions',
  segments: 'policies_territory_segments',
  postal: 'policies_territory_postal',
  domains: 'policies_territory_domains',
} as const;
const NAMES = Object.keys(LISTS) as (keyof typeof LISTS)[];

/** Whose territory is where; in this order, since the first that fits decides. */
export function TerritoryFields(
  props: Pick<PartProps, 'problem' | 'disabled'> & {
    territories: readonly Territory[];
    /** JSON pointer of the list in the document */
    at: string;
    onTerritories: (territories: Territory[]) => void;
  },
) {
  const { territories, at, problem, disabled, onTerritories } = props;
  const put = (index: number, change: Partial<Record<keyof Territory, unknown>>): void =>
    onTerritories(
      territories.map((one, nth) =>
        nth === index ? (without({ ...one, ...change }) as Territory) : one,
      ),
    );
  const earlier = (index: number): void => {
    const moved = territories.filter((_, nth) => nth !== index);
    const [one] = territories.slice(index, index + 1);
    if (one) onTerritories([...moved.slice(0, index - 1), one, ...moved.slice(index - 1)]);
  };
  return (
    <fieldset>
      <legend>{t('policies_territories')}</legend>
      <p class="muted">{t('policies_territories_mean')}</p>
      {problem(at) ? <p class="field-problem">{problem(at)}</p> : null}
      {territories.map((one, index) => (
        <OneTerritory
          key={index}
          {...{ one, index, problem, disabled }}
          here={`${at}/${index}`}
          put={(change) => put(index, change)}
          earlier={() => earlier(index)}
          remove={() => onTerritories(territories.filter((_, nth) => nth !== index))}
        />
      ))}
      {disabled ? null : (
        <Button
          name="add-territory"
          onPress={() => onTerritories([...territories, { name: '', owner: '' }])}
        >
          {t('policies_add_territory')}
        </Button>
      )}
    </fieldset>
  );
}

/** One territory; it stays open while somebody writes in it, whatever becomes of its faults. */
function OneTerritory(
  props: Pick<PartProps, 'problem' | 'disabled'> & {
    one: Territory;
    index: number;
    here: string;
    put: (change: Partial<Record<keyof Territory, unknown>>) => void;
    earlier: () => void;
    remove: () => void;
  },
) {
  const { one, index, here, problem, disabled, put, earlier, remove } = props;
  const parts = ['', '/name', '/owner', '/team', ...NAMES.map((name) => `/${name}`)];
  const faulty = parts.some((part) => problem(here + part) !== undefined);
  const [open, setOpen] = useState(faulty);
  const name = one.name || t('policies_territory_without_name');
  return (
    <details open={open || faulty} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Visible text={name} />: <Visible text={one.owner || t('policies_nobody')} />
      </summary>
      {problem(here) ? <p class="field-problem">{problem(here)}</p> : null}
      <TextField
        label={t('policies_territory_name', { n: String(index + 1) })}
        problem={problem(`${here}/name`)}
        value={one.name}
        {...{ disabled }}
        onText={(text = '') => put({ name: text })}
      />
      <TextField
        label={t('policies_territory_owner', { name })}
        note={t('policies_territory_owner_note')}
        problem={problem(`${here}/owner`)}
        value={one.owner}
        {...{ disabled }}
        onText={(owner = '') => put({ owner })}
      />
      <ListField
        label={t('policies_territory_team', { name })}
        problem={problem(`${here}/team`)}
        value={one.team}
        {...{ disabled }}
        onList={(team) => put({ team })}
      />
      {NAMES.map((list) => (
        <ListField
          key={list}
          label={t(LISTS[list], { name })}
          problem={problem(`${here}/${list}`)}
          value={one[list]}
          {...{ disabled }}
          onList={(next) => put({ [list]: next })}
        />
      ))}
      {disabled ? null : (
        <p class="row">
          {index > 0 ? (
            <Button name={`earlier-${index}`} onPress={earlier}>
              {t('policies_before_one_above', { name })}
            </Button>
          ) : null}
          <Button name={`remove-${index}`} onPress={remove}>
            {t('policies_remove_territory', { name })}
          </Button>
        </p>
      )}
    </details>
  );
}
