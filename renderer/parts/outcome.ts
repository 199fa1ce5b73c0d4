/** What an attempt's result looks like: the same five outcomes as in exported files. */
// biome-ignore lint/performance/noBarrelFile: one table for the console and for the engine's files, under the name that pages know
export { OUTCOMES, type Outcome, outcomeOf } from '../../shared/attempt-outcome.ts';
