import { useCallback, useEffect, useState } from 'preact/hooks';
import { siteAt } from '../../core/settings/sites.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';

/** The tab under the popup, and the browser's question about its site. */
export type Here = {
  /** null where it may not be known: then nothing is offered */
  url: () => Promise<string | null>;
  grant: (origins: string[]) => Promise<boolean>;
};

/**
 * On a site that can be turned on, says whether it is, and turns it on. The browser's prompt may close
 * this popup: the worker hears of the yes by itself.
 */
export function ThisSite(props: { ask: Ask; hear: (heard: () => void) => () => void; here: Here }) {
  const { ask, hear, here } = props;
  const get = useCallback(
    async () => ({ ...(await ask('sites', {})), ...(await ask('settings.get', {})) }),
    [ask],
  );
  const [answer, again] = useAnswer(get, hear);
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    here.url().then(setUrl, () => setUrl(null));
  }, [here]);

  if (answer.state !== 'ready' || url === null) return null;
  const name = siteAt(url, answer.value.customSites)?.name;
  const site = answer.value.sites.find((one) => one.name === name);
  if (!site) return null;

  async function turnOn({ name, origins }: { name: string; origins: string[] }): Promise<void> {
    try {
      const yes = await here.grant(origins);
      if (yes) await ask('site.on', { name });
      setProblem(yes ? '' : t('popup_browser_did_not_allow_so'));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      again();
    }
  }

  return (
    <section aria-label={t('popup_site')}>
      <p role="status">
        <Visible text={site.label} />:{' '}
        <span class={`status-word ${site.on ? 'good' : ''}`}>
          {site.on ? t('popup_records_reviewed_here') : t('popup_off_nothing_ours_runs_here')}
        </span>
      </p>
      {site.on ? null : site.allowed ? (
        <Button look="primary" name="this-site" onPress={() => void turnOn(site)}>
          {t('popup_turn', { label: site.label })}
        </Button>
      ) : (
        <p class="locked">{t('popup_your_organisation_does_not_allow')}</p>
      )}
      {problem ? (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </section>
  );
}
