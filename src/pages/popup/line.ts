// What is asked and heard is parsed with the schemas of all pages, four times what the first frame needs:
// so it is fetched after that (B1).
export { hearChanges } from '../../messages/from-worker.ts';
export { pageAsks } from '../../messages/to-worker.ts';
