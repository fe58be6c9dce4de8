import { render } from 'preact';
import * as zod from 'zod/mini';
import { nameDocument } from '../../ui/locale.ts';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../../ui/page.css';
import '../review/review.css';
import './spot-check.css';
import { hearWorkerInPage } from '../../messages/from-worker.ts';
import { pageAsks, panelAsks } from '../../messages/to-worker.ts';
import { App } from './App.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });

/** Keeps the worker alive and the feed live while the page is visible, milliseconds. */
const PING_MS = 20_000;

nameDocument('title_spot_check');
const root = document.getElementById('app');
if (root) render(<App ask={pageAsks} review={panelAsks} hear={hearChanges} />, root);
setInterval(() => {
  if (document.visibilityState === 'visible') panelAsks('panel.ping', {}).catch(() => undefined); // the next real question says so
}, PING_MS);
panelAsks('panel.ping', {}).catch(() => undefined);

/** Calls back when the worker says that something changed; returns the way to stop. */
function hearChanges(heard: (ids: readonly string[], all: boolean) => void): () => void {
  return hearWorkerInPage({
    'items.changed': ({ proposalIds, all }) => {
      heard(proposalIds, all);
      return {};
    },
    'connection.changed': () => {
      heard([], false);
      return {};
    },
  });
}
