import { beginOnDemand } from './on-demand.ts';
import { startRecordPage } from './record-page.ts';

beginOnDemand(startRecordPage);
