import * as zod from 'zod/mini';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../review/review.css';
import '../review/kinds.css';
import { extensionRuntime } from './runtime.ts';
import { startPanel } from './start.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports. Not named `z`
// here: the build may take every `z` call for free of side effects, and this one isn't.
zod.config({ jitless: true });

const root = document.getElementById('app');
if (root) startPanel({ root, runtime: extensionRuntime() });
