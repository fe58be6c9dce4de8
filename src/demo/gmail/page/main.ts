import type { PageConfig } from '../contract.ts';
import { api } from './api.ts';
import type { App } from './app.ts';
import { Composes } from './composes.ts';
import { shuffleClassNames } from './dom.ts';
import { LABELS } from './labels.ts';
import { startMailApp } from './mail-app.ts';
import { startPopout } from './popout.ts';
import { watchViolations } from './violations.ts';

async function start(): Promise<void> {
  watchViolations();
  const config = JSON.parse(
    document.getElementById('page-config')?.textContent ?? '',
  ) as PageConfig;
  if (config.classNames === 'shuffled') shuffleClassNames();
  const popout = location.pathname.endsWith('/popout');
  const app: App = {
    config,
    labels: LABELS[config.language],
    me: { email: config.account, name: config.accountName },
    mail: await api.state(),
    popout,
    refresh: async () => undefined,
    openDraft: () => undefined,
    composesChanged: () => undefined,
    get composes() {
      return composes;
    },
  };
  const composes = new Composes(app);
  document.getElementById('loading')?.setAttribute('hidden', '');
  (popout ? startPopout : startMailApp)(app);
  const events = new EventSource('/mail/x/events');
  let asked = false;
  events.onmessage = () => {
    // Several changes at once need one fetch, begun after the last of them.
    if (asked) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      app.refresh().catch(() => undefined);
    }, 30);
  };
}

start().catch((error: unknown) => console.error('the mail page failed to start', error));
