import '../../ui/seldom-icons.ts';
import { useCallback, useState } from 'preact/hooks';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker } from '../../messages/pages-to-worker.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { HistoryLost } from '../../ui/HistoryLost.tsx';
import { shownTime } from '../../ui/locale.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { Visible } from '../../ui/Visible.tsx';
import { type HealthPage, reportText, verdict } from './report.ts';

type Ask = <N extends keyof PagesToWorker & string>(
  name: N,
  payload: Payload<PagesToWorker, N>,
) => Promise<Reply<PagesToWorker, N>>;

const WORDS = {
  works: { word: 'Works', role: 'good' },
  sometimes: { word: 'Sometimes', role: 'warn' },
  broken: { word: 'Not found', role: 'bad' },
  unused: { word: 'Not needed yet', role: '' },
} as const;

/** What the extension finds on the open pages, by name, and what to do where it finds nothing. */
export function Health({ ask, hear }: { ask: Ask; hear: (heard: () => void) => () => void }) {
  useTheme(ask);
  const health = useCallback(() => ask('health', {}), [ask]);
  const [answer, again] = useAnswer(health, hear);
  const status = useCallback(() => ask('status', {}), [ask]);
  const [stands] = useAnswer(status, hear);
  const spaces = stands.state === 'ready' ? stands.value.spaces : [];
  const [copied, setCopied] = useState('');
  const pages = answer.state === 'ready' ? answer.value.pages : [];
  const broken = pages.flatMap(({ capabilities }) =>
    capabilities.filter((row) => verdict(row) === 'broken'),
  );

  function copy(): void {
    navigator.clipboard.writeText(reportText(pages, versionOf())).then(
      () => setCopied('Copied.'),
      () => setCopied('The browser did not allow copying. Select the report below.'),
    );
  }

  return (
    <div class="page">
      <header>
        <h1>Page health</h1>
        <nav aria-label="Pages">
          <a href="../options/index.html">Options</a>
        </nav>
      </header>
      <main>
        {spaces.map(({ id, historyLost, name }) => (
          <HistoryLost key={id} lost={historyLost} {...(spaces.length > 1 ? { of: name } : {})} />
        ))}
        {answer.state === 'loading' ? <p class="muted">Loading…</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title="The extension did not answer">
            <p>Reload this page. ({answer.why})</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' && pages.length === 0 ? (
          <EmptyState icon="inbox" title="No page has reported yet">
            <p>Open Gmail, write or open a draft, then come back.</p>
          </EmptyState>
        ) : null}
        {broken.length > 0 ? (
          <Banner tone="warn" icon="alert" title="Something on the page was not found">
            <p>
              Gmail may have changed. What is bound stays guarded: a draft that cannot be read is
              not sent. Reload the Gmail tab; if it stays, send the report to whoever looks after
              Countersign.
            </p>
          </Banner>
        ) : null}
        {pages.map((page, index) => (
          <PageRows key={index} page={page} />
        ))}
        {pages.length > 0 ? (
          <section class="card" aria-labelledby="report">
            <h2 id="report">Report</h2>
            <p>Names and counts only. Nothing of any mail, address or account is in it.</p>
            <div class="row">
              <Button onPress={copy} name="copy">
                Copy the report
              </Button>
              <Button onPress={again}>Look again</Button>
              <span role="status">{copied}</span>
            </div>
            <details>
              <summary>Show the report</summary>
              <pre class="mono wide">{reportText(pages, versionOf())}</pre>
            </details>
          </section>
        ) : null}
      </main>
    </div>
  );
}

function PageRows({ page }: { page: HealthPage }) {
  return (
    <section class="card" aria-label={page.host}>
      <h2>
        <Visible text={page.host} />
      </h2>
      <p class="muted">Reported {shownTime(page.at)}</p>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">Capability</th>
              <th scope="col">State</th>
              <th scope="col" class="number">
                Hits
              </th>
              <th scope="col" class="number">
                Misses
              </th>
              <th scope="col">Found by</th>
            </tr>
          </thead>
          <tbody>
            {page.capabilities.map((row) => {
              const { word, role } = WORDS[verdict(row)];
              return (
                <tr key={row.name}>
                  <th scope="row">
                    <Visible text={row.name} />
                  </th>
                  <td>
                    <span class={`status-word ${role}`}>{word}</span>
                  </td>
                  <td class="number">{row.hits}</td>
                  <td class="number">{row.misses}</td>
                  <td class="mono">
                    {row.variant === null ? 'nothing' : <Visible text={row.variant} />}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function versionOf(): string {
  const { chrome } = globalThis as {
    chrome?: { runtime?: { getManifest?: () => { version: string } } };
  };
  return chrome?.runtime?.getManifest?.().version ?? 'unknown';
}
