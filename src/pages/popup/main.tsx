import { render } from 'preact';
import * as zod from 'zod/mini';
import { nameDocument } from '../../ui/locale.ts';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../../ui/page.css';
import { hearChanges } from '../../messages/from-worker.ts';
import { pageAsks } from '../../messages/to-worker.ts';
import { askFor } from '../../platform/permissions.ts';
import { currentWindowId, openSidePanel } from '../../platform/side-panel.ts';
import { activeTabUrl } from '../../platform/tabs.ts';
import { Store } from '../../store/db.ts';
import { lastSaid as lastIn } from './last-said.ts';
import { Popup } from './Popup.tsx';
import type { Here } from './ThisSite.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });

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

const lastSaid = () => lastIn(new Store());

nameDocument('title_popup');
const root = document.getElementById('app');
if (root)
  render(
    <Popup ask={pageAsks} hear={hearChanges} here={here} last={lastSaid} beside={beside} />,
    root,
  );
