import { outlook } from '../hosts/outlook/index.ts';
import { createBeside } from './beside.ts';
import { beginOnDemand } from './on-demand.ts';
import { startPage } from './page.ts';

beginOnDemand((life) => {
  if (!outlook.matches(location)) return;
  const bringBeside = () => Promise.resolve(createBeside);
  startPage({ host: outlook, bringBeside, signal: life.signal, off: () => life.abort() });
});
