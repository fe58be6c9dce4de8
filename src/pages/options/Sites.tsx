import { useCallback, useState } from 'preact/hooks';
import type { CustomHost } from '../../core/hosts/custom.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { SiteRow } from '../../messages/pages-to-worker.ts';
import { Button } from '../../ui/Button.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { CustomSite } from './CustomSite.tsx';
import type { Device } from './device.ts';
import { LOCKED, type SettingsHand } from './use-settings.ts';

/** Where drafts and records are reviewed. Gmail is fixed; each other site, Outlook too, takes one click. */
export function Sites(props: { ask: Ask; hear: Hear; device: Device; hand: SettingsHand }) {
  const { ask, hear, device, hand } = props;
  const get = useCallback(() => ask('sites', {}), [ask]);
  const [answer, again] = useAnswer(get, hear);
  const [editing, setEditing] = useState<CustomHost | 'new' | null>(null);
  const [said, setSaid] = useState<{ text: string; bad: boolean } | null>(null);
  const custom = hand.settings.customSites;
  const locked = hand.lockedWhy('customSites') !== undefined;

  async function tell(run: () => Promise<string>): Promise<void> {
    try {
      setSaid({ text: await run(), bad: false });
    } catch (error) {
      setSaid({ text: error instanceof Error ? error.message : String(error), bad: true });
    } finally {
      again();
    }
  }

  /** The browser is asked before anything is awaited: only then does the click count. */
  const turnOn = (site: SiteRow) =>
    tell(async () => {
      if (!(await device.grant({ origins: site.origins }))) {
        throw new Error(t('options_browser_did_not_allow_so', { label: site.label }));
      }
      await ask('site.on', { name: site.name });
      return t('options_also_tabs_open', { label: site.label });
    });
  const turnOff = (site: SiteRow) =>
    tell(async () => {
      await ask('site.off', { name: site.name });
      return t('options_off_nothing_ours_runs_there', { label: site.label });
    });
  const remove = (site: SiteRow) =>
    tell(async () => {
      await ask('site.off', { name: site.name });
      const customSites = custom.filter(({ name }) => name !== site.name);
      await ask('settings.put', { customSites });
      return t('options_removed', { label: site.label });
    });
  const add = (host: CustomHost, origins: string[], before: string | undefined) => {
    const asked = device.grant({ origins });
    return tell(async () => {
      if (before !== undefined && before !== host.name) await ask('site.off', { name: before });
      const others = custom.filter(({ name }) => name !== host.name && name !== before);
      await ask('settings.put', { customSites: [...others, host] });
      setEditing(null);
      if (!(await asked)) return t('options_saved_stays_off_browser_said', { label: host.label });
      await ask('site.on', { name: host.name });
      return t('options_also_tabs_open', { label: host.label });
    });
  };

  return (
    <section class="card" aria-labelledby="sites">
      <h2 id="sites">{t('options_sites')}</h2>
      <p>{t('options_countersign_runs_gmail_nowhere_else')}</p>
      <ul class="sites">
        <li>
          <span class="site-name">{t('options_gmail')}</span>
          <span class="status-word good">{t('options_always')}</span>
        </li>
        {(answer.state === 'ready' ? answer.value.sites : []).map((site) => (
          <li key={site.name} data-site={site.name}>
            <span class="site-name">
              <Visible text={site.label} />
              <Hosts origins={site.origins} />
              {site.allowed ? null : (
                <span class="locked">{t('options_your_organisation_does_not_allow')}</span>
              )}
            </span>
            <span class={`status-word ${site.on ? 'good' : ''}`}>
              {site.on ? t('options_site_on') : t('options_off')}
            </span>
            <span class="row">
              {site.custom && !locked ? (
                <>
                  <Button
                    look="quiet"
                    name={`edit-${site.name}`}
                    onPress={() =>
                      setEditing(custom.find(({ name }) => name === site.name) ?? null)
                    }
                  >
                    {t('options_edit_site')}
                    <span class="unseen"> {site.label}</span>
                  </Button>
                  <Button
                    look="quiet"
                    name={`remove-${site.name}`}
                    onPress={() => void remove(site)}
                  >
                    {t('options_remove_site')}
                    <span class="unseen"> {site.label}</span>
                  </Button>
                </>
              ) : null}
              <Button
                name={`${site.on ? 'off' : 'on'}-${site.name}`}
                disabled={!site.allowed}
                hint={site.allowed ? undefined : t(LOCKED)}
                onPress={() => void (site.on ? turnOff(site) : turnOn(site))}
              >
                {t(site.on ? 'options_turn_off' : 'options_turn_on')}
                <span class="unseen"> {site.label}</span>
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {answer.state === 'failed' ? <p class="field-problem">{answer.why}</p> : null}
      <p role="status" class={`said ${said?.bad ? 'field-problem' : ''}`}>
        {said ? <Visible text={said.text} /> : null}
      </p>
      {editing ? (
        <CustomSite
          key={editing === 'new' ? '' : editing.name}
          before={editing === 'new' ? undefined : editing}
          others={custom.filter((one) => one !== editing)}
          onSave={(host, origins) =>
            void add(host, origins, editing === 'new' ? undefined : editing.name)
          }
          onCancel={() => setEditing(null)}
        />
      ) : (
        <div class="row">
          <Button name="custom" disabled={locked} onPress={() => setEditing('new')}>
            {t('options_add_another_crm')}
          </Button>
          {locked ? <span class="locked">{t(LOCKED)}</span> : null}
        </div>
      )}
    </section>
  );
}

/** A vendor with many regions has many hosts: the first few, and the others on request. */
const FEW = 3;

function Hosts({ origins }: { origins: readonly string[] }) {
  const hosts = origins.map(hostOf);
  const first = hosts.slice(0, FEW).join(', ');
  const more = hosts.slice(FEW);
  if (more.length === 0) return <span class="site-hosts">{first}</span>;
  return (
    <details class="site-hosts">
      <summary>{t('options_more', { first, n: more.length })}</summary>
      {more.join(', ')}
    </details>
  );
}

/** `https://*.example.com/*` as people write it. */
const hostOf = (origin: string): string => origin.replace(/^https:\/\//, '').replace(/\/\*$/, '');
