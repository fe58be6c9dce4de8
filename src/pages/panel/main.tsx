import '../../ui/tokens.css';
import '../../ui/pieces.css';
import '../review/review.css';
import '../review/kinds.css';
import { nameDocument } from '../../ui/locale.ts';
import { extensionRuntime } from './runtime.ts';
import { startPanel } from './start.tsx';

nameDocument('title_review');
const root = document.getElementById('app');
if (root) startPanel({ root, runtime: extensionRuntime() });
