/*
 * A gate's sealer as a process of its own, which is killed in the middle of a batch: after the third
 * link of the transaction it is gone, as by kill -9.
 */
import { link } from '../../../src/gate/audit/chain.ts';
import { createStore } from '../../../src/gate/store/index.ts';

const [, , url = '', workspaceId = ''] = process.argv;
const store = createStore(url);
let links = 0;
await store.audit.seal({
  workspaceId,
  limit: 500,
  link: (input) => {
    links += 1;
    if (links === 3) process.kill(process.pid, 'SIGKILL');
    return link(input);
  },
});
