import { render } from 'preact';
import * as zod from 'zod/mini';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../../ui/page.css';
import '../../ui/seldom-icons.ts';
import './lanes.css';
import { hearConnection } from '../../messages/from-worker.ts';
import { pageAsks } from '../../messages/to-worker.ts';
import { nameDocument } from '../../ui/locale.ts';
import { askedFor } from './asked-for.ts';
import { LanesPage } from './LanesPage.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });
nameDocument('title_lanes');

const root = document.getElementById('app');
if (root)
  render(
    <LanesPage ask={pageAsks} hear={hearConnection} first={askedFor(location.search)} />,
    root,
  );
