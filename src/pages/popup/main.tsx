import { render } from 'preact';
import * as z from 'zod/mini';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../../ui/page.css';
import { hearWorkerInPage } from '../../messages/from-worker.ts';
import { pageAsks } from '../../messages/to-worker.ts';
import { Popup } from './Popup.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports.
z.config({ jitless: true });

const root = document.getElementById('app');
if (root) render(<Popup ask={pageAsks} hear={hearChanges} />, root);

/** Calls back when the worker says that something changed; returns the way to stop. */
function hearChanges(heard: () => void): () => void {
  const changed = () => {
    heard();
    return {};
  };
  return hearWorkerInPage({ 'items.changed': changed, 'connection.changed': changed });
}
