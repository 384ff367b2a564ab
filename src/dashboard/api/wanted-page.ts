/** The address for signing in, that leads back to `path` afterwards. */
export function signInPath(path: string): string {
  return path === '/' || isEntrance(path) ? '/sign-in' : `/sign-in?to=${encodeURIComponent(path)}`;
}

/**
 * The page to go to after signing in, out of an address' query: a path of this site, else the
 * front page. What would lead to another site (`//evil.example`, `/\evil.example`) is never taken.
 */
export function wantedPage(query: string, origin: string): string {
  const to = new URLSearchParams(query).get('to');
  if (!to?.startsWith('/') || !URL.canParse(to, origin)) return '/';
  const url = new URL(to, origin);
  if (url.origin !== origin || isEntrance(url.pathname)) return '/';
  const path = url.pathname + url.search + url.hash;
  return path.startsWith('//') ? '/' : path;
}

/** Whether a path is for signing in or up: nobody is led back to these. */
export const isEntrance = (path: string) => /^\/sign-(in|up)(?![^?#/])/.test(path);
