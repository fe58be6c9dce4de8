import { outlook } from '../hosts/outlook/index.ts';
import { beginOnDemand } from './on-demand.ts';
import { startPage } from './page.ts';

beginOnDemand((life) => {
  if (outlook.matches(location)) startPage(outlook, life.signal, () => life.abort());
});
