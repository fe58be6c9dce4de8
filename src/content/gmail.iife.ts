import { gmail } from '../hosts/gmail/index.ts';
import { startLife } from './lifecycle.ts';
import { startPage } from './page.ts';

// Self-contained, at document_start: the guard's listeners must be first on window.
if (window === window.top && gmail.matches(location)) startPage(gmail, startLife());
