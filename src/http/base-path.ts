import type { Middleware } from './context.ts';

/** The path below which the server is reached, without a slash at its end: empty, or as `/fulmar`. */
export function basePathOf(url: URL | null): string {
  return url?.pathname.replace(/\/$/, '') ?? '';
}

/**
 * Has `/fulmar/api/v1/hosts` be `/api/v1/hosts`. What comes without the path is served, too: a proxy may
 * take it away, and whatever watches the server on its own machine need not know it.
 */
export function takeAwayBasePath(basePath: string): Middleware {
  return (context, next) => {
    const { url } = context;
    const rest = url.slice(basePath.length);
    if (url.startsWith(basePath) && /^([/?]|$)/.test(rest)) {
      context.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    return next();
  };
}
