import type { Middleware } from './context.ts';

/** `//api/v1/hosts`, of a base address with a slash at its end, means `/api/v1/hosts`. */
export const takeSlashesTogether: Middleware = (context, next) => {
  if (context.url.startsWith('//')) context.url = context.url.replace(/^\/+/, '/');
  return next();
};
