import type { z } from 'zod';
import type { ListedTemplate } from './policy-templates.ts';
import type { templateAnswer } from './schema.ts';

export function presentTemplate({
  template,
  defaultOn,
}: ListedTemplate): z.input<typeof templateAnswer> {
  const { name, unikernels, memory, storage, cpuids, bridges, updatedAt } = template;
  return {
    ...{ name, unikernels, memory },
    storage: storage ?? null,
    cpuids: cpuids ? [...cpuids] : null,
    bridges: bridges ? [...bridges] : null,
    defaultOn: [...defaultOn],
    updatedAt: updatedAt.toISOString(),
  };
}
