export { OversightMap } from '../core/schema/oversight-map.ts';
