import type { ExceptionRule } from '../../core/schema/autonomy.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { type RuleName, ruleIn, withRule, withUnusual } from './exception-rules.ts';
import { Choice, NumberField, Tick } from './Fields.tsx';
import { ListField } from './ListField.tsx';
import type { PartProps } from './part.ts';
import { TerritoryFields } from './TerritoryFields.tsx';

const SEVERITIES = ['none', 'high', 'medium', 'low'] as const;
type FailedFrom = (typeof SEVERITIES)[number];
const FAILED: Readonly<Record<FailedFrom, PlainKey>> = {
  none: 'policies_failed_checks_none',
  high: 'policies_failed_checks_high',
  medium: 'policies_failed_checks_medium',
  low: 'policies_failed_checks_low',
};
/** Rules that say nothing besides that they are there. */
const PLAIN = {
  'owner-conflict': 'policies_record_another_owner',
  'first-touch': 'policies_nobody_wrote_this_person_before',
  price: 'policies_it_speaks_of_price',
} as const satisfies Partial<Record<RuleName, PlainKey>>;
const MEASURES = {
  words: 'policies_unusual_words',
  recipients: 'policies_unusual_recipients',
  changes: 'policies_unusual_changes',
  links: 'policies_unusual_links',
  numbers: 'policies_unusual_numbers',
  largest: 'policies_unusual_largest',
} as const satisfies Record<Extract<ExceptionRule, { rule: 'unusual' }>['of'], PlainKey>;

/** What goes to a person although its lane is open: each rule is data, with the sentence that people read. */
export function ExceptionFields({ policy, problem, disabled, setPolicy }: PartProps) {
  const { autonomy } = policy;
  if (!autonomy) return null;
  const { exceptions } = autonomy;
  const set = (next: ExceptionRule[]): void =>
    setPolicy({ autonomy: { ...autonomy, exceptions: next } });
  const at = (name: RuleName): string =>
    `/policy/autonomy/exceptions/${ruleIn(exceptions, name).index}`;
  const { rule: failed } = ruleIn(exceptions, 'failed-check');
  const { rule: accounts } = ruleIn(exceptions, 'named-accounts');
  const { rule: map } = ruleIn(exceptions, 'territory');
  return (
    <section class="card" aria-label={t('policies_goes_to_person_all_same')}>
      <h3>{t('policies_goes_to_person_all_same')}</h3>
      <p class="muted">{t('policies_rules_hold_whatever_lane_earned')}</p>
      {(Object.keys(PLAIN) as (keyof typeof PLAIN)[]).map((name) => (
        <Tick
          key={name}
          label={t(PLAIN[name])}
          checked={ruleIn(exceptions, name).index >= 0}
          disabled={disabled}
          onTick={(yes) => set(withRule(exceptions, name, yes ? { rule: name } : null))}
        />
      ))}
      <Choice
        label={t('policies_failed_checks')}
        problem={problem(at('failed-check'))}
        value={failed?.from ?? ('none' as FailedFrom)}
        options={SEVERITIES.map((value) => ({ value, label: t(FAILED[value]) }))}
        {...{ disabled }}
        onChoice={(from) =>
          set(
            withRule(
              exceptions,
              'failed-check',
              from === 'none' ? null : { rule: 'failed-check', from },
            ),
          )
        }
      />
      <ListField
        label={t('policies_accounts_person_handles')}
        note={t('policies_domains_or_names_commas')}
        problem={problem(`${at('named-accounts')}/names`)}
        value={accounts?.names}
        {...{ disabled }}
        onList={(names) =>
          set(
            withRule(
              exceptions,
              'named-accounts',
              names ? { rule: 'named-accounts', names } : null,
            ),
          )
        }
      />
      <details>
        <summary>{t('policies_unusual_values')}</summary>
        <p class="muted">{t('policies_unusual_values_mean')}</p>
        {(Object.keys(MEASURES) as (keyof typeof MEASURES)[]).map((of) => {
          const index = exceptions.findIndex((one) => one.rule === 'unusual' && one.of === of);
          const known = exceptions[index];
          return (
            <NumberField
              key={of}
              label={t(MEASURES[of])}
              problem={problem(`/policy/autonomy/exceptions/${index}/deviations`)}
              value={known?.rule === 'unusual' ? known.deviations : undefined}
              {...{ disabled }}
              onNumber={(deviations) => set(withUnusual(exceptions, of, deviations))}
            />
          );
        })}
      </details>
      <TerritoryFields
        territories={map?.territories ?? []}
        at={`${at('territory')}/territories`}
        {...{ problem, disabled }}
        onTerritories={(territories) =>
          set(
            withRule(
              exceptions,
              'territory',
              territories.length > 0 ? { rule: 'territory', territories } : null,
            ),
          )
        }
      />
    </section>
  );
}
