import type { z } from 'zod';
import type { Handler, HandlerDeclaration } from '../../http/handler.ts';
import type { Actor } from './actor.ts';

/** A handler for whoever has been let in, typed by the schemas that it declares. */
export function defineHandler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  declaration: HandlerDeclaration<P, Q, B, Actor>,
): Handler<Actor> {
  return declaration;
}

/** A handler that anybody may call. */
export function defineOpenHandler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  declaration: HandlerDeclaration<P, Q, B, Actor | null>,
): Handler<Actor | null> {
  return declaration;
}
