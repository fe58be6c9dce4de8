import { useId, useState } from 'preact/hooks';
import type { Disclosures } from '../../core/schema/report.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';

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
      setSaid({ ok: true, text: t('report_saved') });
    } catch (error) {
      setSaid({ ok: false, text: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <section class="card" aria-labelledby={ids.heading}>
      <h2 id={ids.heading}>{t('report_of_your_data')}</h2>
      <p class="muted">{t('report_line_for_each')}</p>
      <div class="field">
        <label for={ids.data}>{t('report_field_data')}</label>
        <textarea
          id={ids.data}
          rows={4}
          value={data}
          onInput={(event) => setData(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={ids.processors}>{t('report_field_processors')}</label>
        <textarea
          id={ids.processors}
          rows={4}
          value={processors}
          onInput={(event) => setProcessors(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={ids.contact}>{t('report_field_contact')}</label>
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
          {t('report_save_word')}
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
      return { problem: t('report_category_needs', { name }) };
    dataCategories.push({ name, purpose, ...(source === '' ? {} : { source }) });
  }
  const subProcessors: Disclosures['subProcessors'] = [];
  for (const [name = '', purpose = '', place = '', ...more] of rows(form.processors)) {
    if (name === '' || purpose === '' || place === '' || more.length > 0)
      return { problem: t('report_processor_needs', { name }) };
    subProcessors.push({ name, purpose, place });
  }
  const contact = form.contact.trim();
  return {
    disclosures: { dataCategories, subProcessors, ...(contact === '' ? {} : { contact }) },
  };
}
