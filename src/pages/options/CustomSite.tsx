import { useState } from 'preact/hooks';
import type { CustomHost } from '../../core/hosts/custom.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { type Draft, draftOf, judge, tried } from './custom-site.ts';

const FORMS = {
  number: 'options_number',
  uuid: 'options_uuid',
  any: 'options_anything_else',
} as const;

/** A CRM that the catalogue doesn't have: where it is, and how its addresses name a record. */
export function CustomSite(props: {
  before: CustomHost | undefined;
  others: readonly CustomHost[];
  onSave: (host: CustomHost, origins: string[]) => void;
  onCancel: () => void;
}) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(props.before));
  const [address, setAddress] = useState('');
  const { host, origins, problems } = judge(draft, props.others);
  // What isn't typed yet isn't wrong yet.
  const of = (field: keyof Draft) => (draft[field] === '' ? undefined : problems[field]);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });

  return (
    <form
      class="card"
      aria-labelledby="custom-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (event.isTrusted && host) props.onSave(host, origins);
      }}
    >
      <h3 id="custom-title">
        {props.before ? t('options_edit', { label: props.before.label }) : t('options_another_crm')}
      </h3>
      <TextInput
        id="custom-label"
        label={t('options_what_you_call')}
        placeholder="Acme CRM"
        maxLength={80}
        value={draft.label}
        problem={of('label')}
        onText={(label) => set({ label })}
      />
      <TextInput
        id="custom-name"
        label={t('options_what_your_agents_call')}
        placeholder="acme-crm"
        note={t('options_system_their_proposals_small_letters')}
        maxLength={63}
        value={draft.name}
        problem={of('name')}
        onText={(name) => set({ name })}
      />
      <TextInput
        id="custom-host"
        label={t('options_host')}
        placeholder="crm.acme.example"
        note={t('options_host_note', { account: '{account}' })}
        maxLength={253}
        value={draft.host}
        problem={of('host')}
        onText={(text) => set({ host: text })}
      />
      <TextInput
        id="custom-pattern"
        label={t('options_address_record_after_host')}
        placeholder="/{type}/{id}"
        note={t('options_pattern_note', { id: '{id}', type: '{type}' })}
        maxLength={500}
        value={draft.pattern}
        problem={of('pattern')}
        onText={(pattern) => set({ pattern })}
      />
      <TextInput
        id="custom-type"
        label={t('options_kind_record_where_address_doesnt')}
        placeholder="deal"
        maxLength={80}
        value={draft.recordType}
        problem={draft.host === '' ? undefined : problems.recordType}
        onText={(recordType) => set({ recordType })}
      />
      <div class="field">
        <label for="custom-form">{t('options_id')}</label>
        <select
          id="custom-form"
          value={draft.idForm}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value === 'number' || value === 'uuid' || value === 'any') set({ idForm: value });
          }}
        >
          {Object.entries(FORMS).map(([value, words]) => (
            <option key={value} value={value}>
              {t(words)}
            </option>
          ))}
        </select>
      </div>
      <TextInput
        id="custom-try"
        label={t('options_try_address_record_your_browser')}
        placeholder="https://crm.acme.example/deal/4711"
        maxLength={2000}
        value={address}
        problem={undefined}
        onText={setAddress}
      />
      <p role="status" class="said" data-name="tried">
        <Visible text={tried(host, address)} />
      </p>
      <div class="row">
        <button
          type="submit"
          class="button primary"
          aria-disabled={host ? undefined : 'true'}
          data-name="custom-save"
        >
          {t('options_save_turn')}
        </button>
        <Button onPress={props.onCancel}>{t('options_cancel')}</Button>
      </div>
    </form>
  );
}
