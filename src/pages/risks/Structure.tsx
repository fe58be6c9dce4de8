import { useCallback, useId, useState } from 'preact/hooks';
import { placeOf, riskKey } from '../../core/map/place.ts';
import type { ScanAnswer } from '../../core/scan/answer.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { MOST_CSV } from '../../messages/risks.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { type Answer, useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { useArrival } from './arrival.ts';
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
  useArrival(answer.state === 'ready');
  const heading = useId();
  const field = useId();
  const take = async (file: File | undefined): Promise<void> => {
    setProblem('');
    if (!file) return setInventory(null);
    const csv = await file.text().catch(() => null);
    if (csv === null) setProblem('The browser could not read that file.');
    else if (csv.length > MOST_CSV)
      setProblem('The file is too large: at most 4 million characters.');
    else setInventory({ name: file.name, csv });
  };
  return (
    <section aria-labelledby={`${under} ${heading}`} class="risks-part">
      <div class="row spread">
        <h2 id={heading}>Structural scan</h2>
        <Button name="scan-again" onPress={again}>
          Scan again
        </Button>
      </div>
      <p class="muted">
        Who acts without approval, writes without the shared suppression list, runs without review
        hours, or waits for nobody.
      </p>
      <div class="field">
        <label for={field}>An inventory of what runs besides the gate (CSV)</label>
        <input
          id={field}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        <p class="muted">It is scanned and not kept.</p>
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
      {answer.state === 'ready' ? <RiskList scanned={answer.value} space={space} /> : null}
    </section>
  );
}

function Columns() {
  return (
    <details>
      <summary>Its columns</summary>
      <dl class="facts">
        {INVENTORY.flatMap(({ column, what }) => [
          <dt key={`${column} name`} class="mono">
            {column}
          </dt>,
          <dd key={column}>{what}</dd>,
        ])}
      </dl>
    </details>
  );
}

function Told({ answer, name }: { answer: Answer<ScanAnswer>; name: string | null }) {
  if (answer.state === 'loading') return <p class="muted">Scanning…</p>;
  if (answer.state === 'failed')
    return (
      <Banner tone="warn" icon="alert" title="It could not be scanned now">
        <p>{answer.why}</p>
      </Banner>
    );
  const { risks, workflows, inventory } = answer.value;
  const many = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;
  return (
    <p>
      <strong>
        {risks.length === 0 ? 'No structural risk' : many(risks.length, 'structural risk')}
      </strong>{' '}
      in {many(workflows, 'workflow')}
      {inventory && name !== null ? (
        <>
          {' '}
          and {inventory.read} of {many(inventory.rows, 'row')} of <Visible text={name} />
        </>
      ) : null}
      .
    </p>
  );
}

function RiskList({ scanned, space }: { scanned: ScanAnswer; space: string }) {
  const { risks, inventory } = scanned;
  return (
    <>
      {inventory && inventory.faulty > 0 ? (
        <Banner tone="warn" icon="alert" title="Some rows could not be read">
          <p>All others were scanned. Mend these and choose the file again.</p>
          <ul class="changes">
            {inventory.faults.slice(0, 50).map(({ line, column, message }) => (
              <li key={`${line} ${column} ${message}`}>
                Line {line}
                {column === '' ? '' : ', '}
                {column === '' ? null : <Visible text={column} />}: {message}
              </li>
            ))}
          </ul>
          {inventory.faulty > 50 ? <p>And {inventory.faulty - 50} more.</p> : null}
        </Banner>
      ) : null}
      {inventory && inventory.ignored.length > 0 ? (
        <p class="muted">
          Not looked at: <Visible text={inventory.ignored.join(', ')} />.
        </p>
      ) : null}
      {risks.map(({ code, severity, subject, sentence, evidence, todo, source, line }) => (
        <article
          key={`${source} ${line ?? ''} ${code} ${subject}`}
          class="card"
          {...(source === 'gate'
            ? { id: placeOf(space, riskKey({ code, subject })), tabIndex: -1 }
            : {})}
        >
          <h3>
            <Visible text={subject} />: {RISKS[code]}
          </h3>
          <p>
            <span class={`status-word ${severity === 'high' ? 'bad' : 'warn'}`}>
              {severity === 'high' ? 'High.' : 'Medium.'}
            </span>{' '}
            <Visible text={sentence} />{' '}
            <span class="muted">
              {source === 'gate' ? 'Seen by the gate.' : `Line ${line ?? '?'} of the inventory.`}
            </span>
          </p>
          <dl class="facts">
            {evidence.flatMap(({ label, value }) => [
              <dt key={`${label} name`}>{label}</dt>,
              <dd key={label}>
                <Visible text={value} />
              </dd>,
            ])}
          </dl>
          <p>
            <strong>What to do.</strong> {todo}
          </p>
        </article>
      ))}
    </>
  );
}
