import { useId, useState } from 'preact/hooks';
import type { Disclosures } from '../../core/schema/report.ts';
import { Button } from '../../ui/Button.tsx';

/** What the workspace says of itself: a line each, so that it can be written without a manual. */
export function DisclosuresForm(props: {
  disclosures: Disclosures;
  save: (disclosures: Disclosures) => Promise<void>;
}) {
  const [data, setData] = useState(() => dataLines(props.disclosures));
  const [processors, setProcessors] = useState(() => processorLines(props.disclosures));
  const [contact, setContact] = useState(props.disclosures.contact ?? '');
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);
  const [ids] = useState({
    data: useId(),
    processors: useId(),
    contact: useId(),
    heading: useId(),
  });
  const submit = async (): Promise<void> => {
    const read = disclosuresOf({ data, processors, contact });
    if ('problem' in read) return setSaid({ ok: false, text: read.problem });
    try {
      await props.save(read.disclosures);
      setSaid({ ok: true, text: 'Saved, and in the audit log.' });
    } catch (error) {
      setSaid({ ok: false, text: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <section class="card" aria-labelledby={ids.heading}>
      <h2 id={ids.heading}>What the report says of your data</h2>
      <p class="muted">
        A line for each; parts are set apart by |. Every version is in the audit log.
      </p>
      <div class="field">
        <label for={ids.data}>Categories of data: name | what for | from where</label>
        <textarea
          id={ids.data}
          rows={4}
          value={data}
          onInput={(event) => setData(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={ids.processors}>Sub-processors: name | what for | where</label>
        <textarea
          id={ids.processors}
          rows={4}
          value={processors}
          onInput={(event) => setProcessors(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={ids.contact}>Whom to ask</label>
        <input
          id={ids.contact}
          value={contact}
          maxLength={300}
          onInput={(event) => setContact(event.currentTarget.value)}
        />
      </div>
      <p
        role={said?.ok === false ? 'alert' : 'status'}
        class={said?.ok === false ? 'field-problem' : ''}
      >
        {said?.text ?? ''}
      </p>
      <div class="row">
        <Button look="primary" name="save-disclosures" onPress={() => void submit()}>
          Save
        </Button>
      </div>
    </section>
  );
}

const dataLines = ({ dataCategories }: Disclosures): string =>
  dataCategories
    .map(({ name, purpose, source }) => [name, purpose, ...(source ? [source] : [])].join(' | '))
    .join('\n');
const processorLines = ({ subProcessors }: Disclosures): string =>
  subProcessors.map(({ name, purpose, place }) => [name, purpose, place].join(' | ')).join('\n');

/** Reads the lines; a sentence that says which line lacks what. */
export function disclosuresOf(form: {
  data: string;
  processors: string;
  contact: string;
}): { disclosures: Disclosures } | { problem: string } {
  const rows = (text: string): string[][] =>
    text
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim()))
      .filter((parts) => parts.some((part) => part !== ''));
  const dataCategories: Disclosures['dataCategories'] = [];
  for (const [name = '', purpose = '', source = '', ...more] of rows(form.data)) {
    if (name === '' || purpose === '' || more.length > 0)
      return { problem: `“${name}” needs a name and what it is for, apart by |.` };
    dataCategories.push({ name, purpose, ...(source === '' ? {} : { source }) });
  }
  const subProcessors: Disclosures['subProcessors'] = [];
  for (const [name = '', purpose = '', place = '', ...more] of rows(form.processors)) {
    if (name === '' || purpose === '' || place === '' || more.length > 0)
      return { problem: `“${name}” needs a name, what it does and where, apart by |.` };
    subProcessors.push({ name, purpose, place });
  }
  const contact = form.contact.trim();
  return {
    disclosures: { dataCategories, subProcessors, ...(contact === '' ? {} : { contact }) },
  };
}
