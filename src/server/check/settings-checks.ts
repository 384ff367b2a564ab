import type { Config } from '../configuration.ts';
import { type Check, Wrong } from './finding.ts';

/** Looks for settings that are ignored; `said` is what is so where there are none. */
export function settingsChecks({ doubts }: Config, said: string): readonly Check[] {
  if (doubts.length === 0) return [['configuration', async () => said]];
  return doubts.map((doubt) => ['configuration', () => Promise.reject(new Wrong(doubt, advice))]);
}

const advice = 'Correct its name or remove it; docs/configuration.md explains all settings.';
