/** The colours of the charts: the same as in exported files. */
// biome-ignore lint/performance/noBarrelFile: one table for the console and for the engine's files, under the name that pages know
export { OUTCOME_COLORS } from '../../shared/attempt-outcome.ts';
