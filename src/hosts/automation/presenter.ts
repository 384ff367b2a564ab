import type { z } from 'zod';
import type { AutomationPause } from './entity.ts';
import type { automationAnswer } from './schema.ts';

/** Whether Fulmar acts by itself, as the API shows it. */
export function presentAutomation(pause: AutomationPause | null): z.input<typeof automationAnswer> {
  return {
    paused: pause !== null,
    since: pause?.since.toISOString() ?? null,
    reason: pause?.reason ?? null,
  };
}
