import { render } from 'preact';
import * as zod from 'zod/mini';
import { nameDocument } from '../../ui/locale.ts';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../../ui/page.css';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { askFor } from '../../platform/permissions.ts';
import { currentWindowId, openSidePanel } from '../../platform/side-panel.ts';
import { activeTabUrl } from '../../platform/tabs.ts';
import { DATABASE } from '../../store/space-names.ts';
import { lastSaid } from './last-said.ts';
import { Popup } from './Popup.tsx';
import type { Here } from './ThisSite.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });

const last = lastSaid(DATABASE);
/** Milliseconds: a database whose tables are just being changed may keep its readers waiting. */
const PATIENCE = 300;
// What was said last is drawn first; then comes all that asks.
const drawn = last.catch(() => undefined);
const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE));
const line = Promise.race([drawn, waited]).then(() => import('./line.ts'));
const ask: Ask = async (name, payload) => (await line).pageAsks(name, payload);
const hear: Hear = (heard) => {
  let wanted = true;
  let stop = () => {
    wanted = false;
  };
  line.then(
    ({ hearChanges }) => {
      if (wanted) stop = hearChanges(heard);
    },
    () => undefined, // whoever asks is told
  );
  return () => stop();
};

const here: Here = { url: activeTabUrl, grant: (origins) => askFor({ origins }) };

let windowId: number | undefined;
currentWindowId().then(
  (id) => {
    windowId = id;
  },
  () => undefined, // without it the side panel stays closed, and the full page is beside the button
);
// The window is known by the time of a click: what is awaited in one is no longer the person's wish.
const beside = () => {
  if (windowId !== undefined) openSidePanel(windowId);
};

nameDocument('title_popup');
const root = document.getElementById('app');
if (root)
  render(<Popup ask={ask} hear={hear} here={here} last={() => last} beside={beside} />, root);
