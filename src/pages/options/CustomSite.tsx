import { useState } from 'preact/hooks';
import type { CustomHost } from '../../core/hosts/custom.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { type Draft, draftOf, judge, tried } from './custom-site.ts';
import { TextField } from './TextField.tsx';

const FORMS = { number: 'A number', uuid: 'A UUID', any: 'Anything else' } as const;

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
      <h3 id="custom-title">{props.before ? `Edit ${props.before.label}` : 'Another CRM'}</h3>
      <TextField
        id="custom-label"
        label="What you call it"
        placeholder="Acme CRM"
        maxLength={80}
        value={draft.label}
        problem={of('label')}
        onText={(label) => set({ label })}
      />
      <TextField
        id="custom-name"
        label="What your agents call it"
        placeholder="acme-crm"
        note="The “system” in their proposals: small letters, digits and dashes."
        maxLength={63}
        value={draft.name}
        problem={of('name')}
        onText={(name) => set({ name })}
      />
      <TextField
        id="custom-host"
        label="Host"
        placeholder="crm.acme.example"
        note="*.acme.example takes any first label; {account}.acme.example says that it names the account."
        maxLength={253}
        value={draft.host}
        problem={of('host')}
        onText={(text) => set({ host: text })}
      />
      <TextField
        id="custom-pattern"
        label="Address of a record, after the host"
        placeholder="/{type}/{id}"
        note="{id} is where the record’s id stands, {type} its kind. * is any one part, ** the rest."
        maxLength={500}
        value={draft.pattern}
        problem={of('pattern')}
        onText={(pattern) => set({ pattern })}
      />
      <TextField
        id="custom-type"
        label="Kind of record, where the address doesn’t say it"
        placeholder="deal"
        maxLength={80}
        value={draft.recordType}
        problem={draft.host === '' ? undefined : problems.recordType}
        onText={(recordType) => set({ recordType })}
      />
      <div class="field">
        <label for="custom-form">An id is</label>
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
              {words}
            </option>
          ))}
        </select>
      </div>
      <TextField
        id="custom-try"
        label="Try it: the address of a record, as your browser shows it"
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
          Save and turn on
        </button>
        <Button onPress={props.onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
