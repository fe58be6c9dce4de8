import * as zod from 'zod/mini';
import { nameDocument } from '../../ui/locale.ts';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../review/review.css';
import './queue.css';
import { hearWorkerInPage } from '../../messages/from-worker.ts';
import { pageAsks, panelAsks } from '../../messages/to-worker.ts';
import { Store } from '../../store/db.ts';
import { saveFile } from '../../ui/save-file.ts';
import { itemIn } from '../review/item-link.ts';
import { startQueue } from './start.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });

nameDocument('title_queue');
const root = document.getElementById('app');
if (root) {
  startQueue({
    root,
    db: new Store(),
    askReview: panelAsks,
    askPage: pageAsks,
    save: saveFile,
    link: itemIn(location.search),
    hear: ({ items, connection }) =>
      hearWorkerInPage({
        'items.changed': ({ proposalIds, all }) => {
          items(proposalIds, all);
          return {};
        },
        'connection.changed': () => {
          connection();
          return {};
        },
      }),
  });
}
