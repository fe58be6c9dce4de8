import { render } from 'preact';
import * as zod from 'zod/mini';
import { nameDocument } from '../../ui/locale.ts';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../../ui/page.css';
import './map.css';
import { pageAsks } from '../../messages/to-worker.ts';
import { MapPage } from './MapPage.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });

nameDocument('title_map');
const root = document.getElementById('app');
if (root) render(<MapPage ask={pageAsks} />, root);
