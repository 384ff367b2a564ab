import { z } from 'zod';
import { projectSchema } from './project-schema.ts';

/** All names that members of a project file may have, wherever they are. */
export const memberNames = (): ReadonlySet<string> =>
  new Set(namesBelow(z.toJSONSchema(projectSchema, { io: 'input' })));

function namesBelow(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties: unknown = Reflect.get(schema, 'properties');
  return [...Object.keys(Object(properties)), ...Object.values(schema).flatMap(namesBelow)];
}
