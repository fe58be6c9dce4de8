import type { Ask } from '../../messages/page-ask.ts';
import { t } from '../../words/t.ts';
import '../../ui/seldom-icons.ts';
import { useCallback, useState } from 'preact/hooks';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { HistoryLost } from '../../ui/HistoryLost.tsx';
import { shownTime } from '../../ui/locale.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { type HealthPage, reportText, verdict } from './report.ts';

const WORDS = {
  works: { word: 'health_works', role: 'good' },
  sometimes: { word: 'health_sometimes', role: 'warn' },
  broken: { word: 'health_not_found', role: 'bad' },
  unused: { word: 'health_not_needed_yet', role: '' },
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
      () => setCopied(t('health_copied')),
      () => setCopied(t('health_browser_did_not_allow_copying')),
    );
  }

  return (
    <div class="page">
      <header>
        <h1>{t('health_page_health')}</h1>
        <nav aria-label={t('health_pages')}>
          <a href="../options/index.html">{t('health_options')}</a>
        </nav>
      </header>
      <main>
        {spaces.map(({ id, historyLost, name }) => (
          <HistoryLost key={id} lost={historyLost} {...(spaces.length > 1 ? { of: name } : {})} />
        ))}
        {answer.state === 'loading' ? <p class="muted">{t('health_loading')}</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title={t('health_extension_did_not_answer')}>
            <p>{t('health_reload_page', { why: answer.why })}</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' && pages.length === 0 ? (
          <EmptyState icon="inbox" title={t('health_no_page_has_reported_yet')}>
            <p>{t('health_open_gmail_outlook_write_open')}</p>
          </EmptyState>
        ) : null}
        {broken.length > 0 ? (
          <Banner tone="warn" icon="alert" title={t('health_something_page_not_found')}>
            <p>{t('health_site_may_have_changed_what')}</p>
          </Banner>
        ) : null}
        {pages.map((page, index) => (
          <PageRows key={index} page={page} />
        ))}
        {pages.length > 0 ? (
          <section class="card" aria-labelledby="report">
            <h2 id="report">{t('health_report')}</h2>
            <p>{t('health_names_counts_only_nothing_any')}</p>
            <div class="row">
              <Button onPress={copy} name="copy">
                {t('health_copy_report')}
              </Button>
              <Button onPress={again}>{t('health_look_again')}</Button>
              <span role="status">{copied}</span>
            </div>
            <details>
              <summary>{t('health_show_report')}</summary>
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
      <p class="muted">{t('health_reported', { at: shownTime(page.at) })}</p>
      <Wide label={page.host}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('health_capability')}</th>
              <th scope="col">{t('health_state')}</th>
              <th scope="col" class="number">
                {t('health_hits')}
              </th>
              <th scope="col" class="number">
                {t('health_misses')}
              </th>
              <th scope="col">{t('health_found')}</th>
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
                    <span class={`status-word ${role}`}>{t(word)}</span>
                  </td>
                  <td class="number">{row.hits}</td>
                  <td class="number">{row.misses}</td>
                  <td class="mono">
                    {row.variant === null ? t('health_by_nothing') : <Visible text={row.variant} />}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

function versionOf(): string {
  const { chrome } = globalThis as {
    chrome?: { runtime?: { getManifest?: () => { version: string } } };
  };
  return chrome?.runtime?.getManifest?.().version ?? 'unknown';
}
