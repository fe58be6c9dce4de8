import { gmail } from '../hosts/gmail/index.ts';
import { fileUrl } from '../platform/content-runtime.ts';
import type { BringBeside } from './beside.ts';
import { startLife } from './lifecycle.ts';
import { startPage } from './page.ts';

/** From a file of its own (`vite.config.ts`), into this world: the page's own scripts never see it run. */
const bringBeside: BringBeside = async () => {
  const file: Record<'createBeside', Awaited<ReturnType<BringBeside>>> = await import(
    /* @vite-ignore */ fileUrl('content/beside.js')
  );
  return file.createBeside;
};

// Self-contained, at document_start: the guard's listeners must be first on window.
if (window === window.top && gmail.matches(location)) {
  startPage({ host: gmail, bringBeside, signal: startLife() });
}
