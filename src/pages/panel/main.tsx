import * as z from 'zod/mini';
import '../../ui/tokens.css';
import '../../ui/pieces.css';
import './panel.css';
import { extensionRuntime } from './runtime.ts';
import { startPanel } from './start.tsx';

// zod would probe `new Function`, which the extension's policy forbids and reports.
z.config({ jitless: true });

const root = document.getElementById('app');
if (root) startPanel({ root, runtime: extensionRuntime() });
