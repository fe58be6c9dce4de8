import { restoreBackup } from '../../../src/gate/store/backup/read.ts';

/** Restores in a process of its own, to be killed. */
await restoreBackup(process.env.TARGET ?? '', process.env.FILE ?? '');
