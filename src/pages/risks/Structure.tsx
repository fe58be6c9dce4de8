import { useCallback, useId, useState } from 'preact/hooks';
import type { ScanAnswer } from '../../core/scan/answer.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { MOST_CSV } from '../../messages/risks.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { listed } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { type Answer, useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { INVENTORY, RISKS } from './words.ts';

/** Nothing tells this part of changes: it is looked at when it is opened, or asked. */
const never = () => () => undefined;

type Inventory = { name: string; csv: string };

/** The structural scan: of the gate's own data at once, and of an inventory that the person chooses. */
export function Structure(props: {
  ask: Ask;
  space: string;
  /** id of its workspace's heading, part of its name */
  under: string;
}) {
  const { ask, space, under } = props;
  const [inventory, setInventory] = useState<Inventory | null>(null);
  const [problem, setProblem] = useState('');
  const get = useCallback(
    () => ask('risks.scan', { space, ...(inventory ? { csv: inventory.csv } : {}) }),
    [ask, space, inventory],
  );
  const [answer, again] = useAnswer(get, never);
  const heading = useId();
  const field = useId();
  const take = async (file: File | undefined): Promise<void> => {
    setProblem('');
    if (!file) return setInventory(null);
    const csv = await file.text().catch(() => null);
    if (csv === null) setProblem(t('risks_not_read_file'));
    else if (csv.length > MOST_CSV) setProblem(t('risks_too_large'));
    else setInventory({ name: file.name, csv });
  };
  return (
    <section aria-labelledby={`${under} ${heading}`} class="risks-part">
      <div class="row spread">
        <h2 id={heading}>{t('risks_structural_scan')}</h2>
        <Button name="scan-again" onPress={again}>
          {t('risks_scan_again')}
        </Button>
      </div>
      <p class="muted">{t('risks_scan_means')}</p>
      <div class="field">
        <label for={field}>{t('risks_inventory')}</label>
        <input
          id={field}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        <p class="muted">{t('risks_not_kept')}</p>
        {problem === '' ? null : (
          <p class="field-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <Columns />
      <div role="status">
        <Told answer={answer} name={inventory?.name ?? null} />
      </div>
      {answer.state === 'ready' ? <RiskList scanned={answer.value} /> : null}
    </section>
  );
}

function Columns() {
  return (
    <details>
      <summary>{t('risks_its_columns')}</summary>
      <dl class="facts">
        {INVENTORY.flatMap(({ column, what }) => [
          <dt key={`${column} name`} class="mono">
            {column}
          </dt>,
          <dd key={column}>{t(what)}</dd>,
        ])}
      </dl>
    </details>
  );
}

function Told({ answer, name }: { answer: Answer<ScanAnswer>; name: string | null }) {
  if (answer.state === 'loading') return <p class="muted">{t('risks_scanning')}</p>;
  if (answer.state === 'failed')
    return (
      <Banner tone="warn" icon="alert" title={t('risks_not_scanned')}>
        <p>{answer.why}</p>
      </Banner>
    );
  const { risks, workflows, inventory } = answer.value;
  const told = {
    risks: (
      <strong>
        {risks.length === 0 ? t('risks_structural_none') : tn('risks_structural', risks.length)}
      </strong>
    ),
    workflows: tn('risks_workflows', workflows),
  };
  if (!inventory || name === null) return <p>{tx('risks_scanned', told)}</p>;
  return (
    <p>
      {tx('risks_scanned_inventory', {
        ...{ ...told, read: inventory.read, rows: tn('risks_rows', inventory.rows) },
        name: <Visible text={name} />,
      })}
    </p>
  );
}

function RiskList({ scanned: { risks, inventory } }: { scanned: ScanAnswer }) {
  return (
    <>
      {inventory && inventory.faulty > 0 ? (
        <Banner tone="warn" icon="alert" title={t('risks_rows_not_read')}>
          <p>{t('risks_rows_mend')}</p>
          <ul class="changes">
            {inventory.faults.slice(0, 50).map(({ line, column, message }) => (
              <li key={`${line} ${column} ${message}`}>
                {column === ''
                  ? tx('risks_fault', { line, message: <span lang="en">{message}</span> })
                  : tx('risks_fault_column', {
                      ...{ line, column: <Visible text={column} /> },
                      message: <span lang="en">{message}</span>,
                    })}
              </li>
            ))}
          </ul>
          {inventory.faulty > 50 ? (
            <p>{t('risks_more_faults', { n: inventory.faulty - 50 })}</p>
          ) : null}
        </Banner>
      ) : null}
      {inventory && inventory.ignored.length > 0 ? (
        <p class="muted">
          {tx('risks_not_looked_at', {
            columns: <Visible text={listed(inventory.ignored)} />,
          })}
        </p>
      ) : null}
      {risks.map(({ code, severity, subject, sentence, evidence, todo, source, line }) => (
        <article key={`${source} ${line ?? ''} ${code} ${subject}`} class="card">
          <h3>
            {tx('risks_subject', { subject: <Visible text={subject} />, risk: t(RISKS[code]) })}
          </h3>
          <p>
            <span class={`status-word ${severity === 'high' ? 'bad' : 'warn'}`}>
              {t(severity === 'high' ? 'risks_high' : 'risks_medium')}
            </span>{' '}
            <Visible text={sentence} lang="en" />{' '}
            <span class="muted">
              {source === 'gate'
                ? t('risks_seen_by_gate')
                : t('risks_line_of_inventory', { line: line ?? '?' })}
            </span>
          </p>
          <dl class="facts">
            {evidence.flatMap(({ label, value }) => [
              <dt key={`${label} name`} lang="en">
                {label}
              </dt>,
              <dd key={label}>
                <Visible text={value} lang="en" />
              </dd>,
            ])}
          </dl>
          <p>
            <strong>{t('risks_to_do')}</strong> <span lang="en">{todo}</span>
          </p>
        </article>
      ))}
    </>
  );
}
