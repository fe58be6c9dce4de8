import { render } from 'preact';
import * as zod from 'zod/mini';
import { nameDocument } from '../../ui/locale.ts';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../../ui/page.css';
import { hearChanges } from '../../messages/from-worker.ts';
import { pageAsks } from '../../messages/to-worker.ts';
import { askFor } from '../../platform/permissions.ts';
import { ownVersion } from '../../platform/runtime.ts';
import { Store } from '../../store/db.ts';
import { everythingKept } from '../../store/export.ts';
import { saveFile } from '../../ui/save-file.ts';
import type { Device } from './device.ts';
import { Options } from './Options.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });

const device: Device = {
  version: ownVersion(),
  grant: askFor,
  mine: async () => {
    const db = new Store();
    try {
      return await everythingKept(db);
    } finally {
      db.close();
    }
  },
  save: saveFile,
};

nameDocument('title_options');
const root = document.getElementById('app');
if (root) render(<Options ask={pageAsks} hear={hearChanges} device={device} />, root);
